package org.chartseal.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Set;
import org.chartseal.web.page.PostedForms;
import org.chartseal.web.page.ProblemPage;

/** Refuses whatever would change something and does not carry the person's token. */
@WebFilter(filterName = "FormTokenFilter")
public class FormTokenFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Inject
    private transient FormTokens tokens;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (READING.contains(request.getMethod()) || carriesToken(request)) {
            chain.doFilter(request, response);
        } else {
            request.setAttribute(ProblemPage.REASON, "form-not-trusted");
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private boolean carriesToken(HttpServletRequest request) {
        Principal person = request.getUserPrincipal();
        if (person == null) {
            return false;
        }
        String header = request.getHeader("X-Form-Token");
        String token = header != null ? header : request.getParameter(PostedForms.FIELD);
        return token != null && tokens.holds(token, person.getName());
    }
}
