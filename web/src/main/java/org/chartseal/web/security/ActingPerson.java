package org.chartseal.web.security;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.jspecify.annotations.Nullable;

/** Answers who acts in this request: the signed-in account, its roles, and the patient or practitioner it belongs to. */
@RequestScoped
public class ActingPerson {

    private static final String WHO = """
            SELECT 'patient', id FROM patient WHERE account = ?
            UNION ALL
            SELECT 'practitioner', id FROM practitioner WHERE account = ?
            """;

    private final HttpServletRequest request;
    private final SignedIn signedIn;

    @Resource(lookup = "java:jboss/datasources/Chartseal")
    private DataSource database;

    private @Nullable Actor actor;

    @Inject
    ActingPerson(HttpServletRequest request, SignedIn signedIn) {
        this.request = request;
        this.signedIn = signedIn;
    }

    /**
     * Who acts in this request.
     *
     * @throws Refused {@code not-signed-in} when nobody is signed in
     */
    @Produces
    public Actor actor() {
        if (actor == null) {
            actor = look();
        }
        return actor;
    }

    private Actor look() {
        Principal principal = request.getUserPrincipal();
        if (principal == null) {
            throw Refused.because("not-signed-in");
        }
        Map<String, UUID> own = own(principal.getName());
        return new Actor(
                new Account(principal.getName()),
                signedIn.roles(),
                Optional.ofNullable(own.get("patient")).map(PatientId::new),
                Optional.ofNullable(own.get("practitioner")).map(PractitionerId::new));
    }

    private Map<String, UUID> own(String account) {
        Map<String, UUID> own = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(WHO)) {
            query.setString(1, account);
            query.setString(2, account);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    own.put(rows.getString(1), rows.getObject(2, UUID.class));
                }
            }
        } catch (SQLException away) {
            throw new Unavailable("database", Duration.ofSeconds(10), away);
        }
        return own;
    }
}
