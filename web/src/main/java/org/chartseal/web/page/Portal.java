package org.chartseal.web.page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.chartseal.domain.people.Role;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.security.SignedIn;

/** What every page shows around its content: hospital, person, places to go. */
@RequestScoped
@Named("portal")
public class Portal {

    private final HttpServletRequest request;
    private final SignedIn signedIn;
    private final PortalConfiguration configuration;
    private final PostedForms postedForms;

    @Inject
    Portal(HttpServletRequest request, SignedIn signedIn, PortalConfiguration configuration, PostedForms postedForms) {
        this.request = request;
        this.signedIn = signedIn;
        this.configuration = configuration;
        this.postedForms = postedForms;
    }

    /** The hospital's name. */
    public String hospital() {
        return configuration.hospitalName();
    }

    /** Whether this is the demo hospital. */
    public boolean demo() {
        return configuration.demo();
    }

    /** Whether somebody is signed in. */
    public boolean signedIn() {
        return request.getUserPrincipal() != null;
    }

    /** The person's full name, or their account's where no name is known. */
    public String person() {
        return signedIn.displayName();
    }

    /** The person's account. */
    public String account() {
        Principal principal = request.getUserPrincipal();
        return principal == null ? "" : principal.getName();
    }

    /** The person's roles. */
    public List<Role> roles() {
        return signedIn.roles().stream().sorted().toList();
    }

    /** The person's places, the current one marked. */
    public List<Place> places() {
        return Places.of(signedIn.roles(), request.getRequestURI());
    }

    /** Whether this person may sign what is sealed, and so have a passkey for it. */
    public boolean signs() {
        return request.isUserInRole(Role.DOCTOR.code()) || request.isUserInRole(Role.LAB_SCIENTIST.code());
    }

    /** Whether this person may search (staff that works with patients). */
    public boolean searches() {
        return request.isUserInRole(Role.RECEPTIONIST.code()) || request.isUserInRole(Role.DOCTOR.code());
    }

    /** Where this person's search leads: reception finds everyone, a doctor those who gave them access. */
    public String searchAddress() {
        return request.isUserInRole(Role.RECEPTIONIST.code()) ? "/reception/patients" : "/doctor/patients";
    }

    /** The whole address of a path of the portal, for paper and for other machines. */
    public String address(String path) {
        return configuration.publicUrl() + path;
    }

    /** Token for requests that scripts send. */
    public String token() {
        return postedForms.token();
    }
}
