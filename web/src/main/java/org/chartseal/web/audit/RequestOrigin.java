package org.chartseal.web.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.chartseal.domain.audit.AccessOrigin;
import org.chartseal.web.configuration.PortalConfiguration;

/** Takes the address of the client from the request that is answered; a job answers none. */
@ApplicationScoped
public class RequestOrigin implements AccessOrigin {

    private final PortalConfiguration configuration;
    private final HttpServletRequest request;

    @Inject
    RequestOrigin(PortalConfiguration configuration, HttpServletRequest request) {
        this.configuration = configuration;
        this.request = request;
    }

    @Override
    public Origin current() {
        return new Origin(configuration.hospitalName(), address());
    }

    private String address() {
        try {
            return request.getRemoteAddr();
        } catch (ContextNotActiveException | IllegalStateException job) {
            return SYSTEM;
        }
    }
}
