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

    private static final long serialVersionUID = 1L;

    /** What runs there, in the page as in its worker, cannot send anything: it opens what people keep to themselves. */
    private static final Pattern SILENT = Pattern.compile("/verify/bundle|/assets/.*");

    @Inject
    private transient PortalConfiguration configuration;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader(
                "Content-Security-Policy", policy(SILENT.matcher(path(request)).matches()));
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
    private String policy(boolean silent) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                + " connect-src " + (silent ? "'none'" : "'self'") + "; manifest-src 'self'; form-action 'self' "
                + configuration.providerOrigin()
                + "; frame-ancestors 'none'; base-uri 'none'";
    }
}
