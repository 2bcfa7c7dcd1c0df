package org.chartseal.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.chartseal.web.configuration.PortalConfiguration;

/** The headers that keep foreign code out of pages, and pages out of caches. Assets allow caching by themselves. */
@WebFilter(filterName = "PageHeadersFilter")
public class PageHeadersFilter extends HttpFilter {

    /** Below this lie files that the portal's own pages may show within themselves. */
    public static final String SHOWN_FILES = "/files/documents/";

    /** What such a file may do, by whatever shows it: nothing. */
    public static final String FILE_POLICY = "default-src 'none'; frame-ancestors 'self'";

    private static final long serialVersionUID = 1L;

    /** What runs there, in the page as in its worker, cannot send anything: it opens what people keep to themselves. */
    private static final Pattern SILENT = Pattern.compile("/verify/bundle|/assets/.*");

    @Inject
    private transient PortalConfiguration configuration;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Content-Security-Policy", policy(request));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        response.setHeader("Cache-Control", "no-store");
        chain.doFilter(request, response);
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    /** A form that meets a session that ran out is sent on to the sign-in page, so that origin is a target of forms too. */
    private String policy(HttpServletRequest request) {
        String path = path(request);
        if (path.startsWith(SHOWN_FILES)) {
            return FILE_POLICY;
        }
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
                + (SILENT.matcher(path).matches()
                        ? "connect-src 'none'; "
                        : "object-src 'self'; frame-src 'self'; connect-src 'self'; ")
                + "manifest-src 'self'; form-action 'self' "
                + configuration.providerOrigin()
                + "; frame-ancestors 'none'; base-uri 'none'";
    }
}
