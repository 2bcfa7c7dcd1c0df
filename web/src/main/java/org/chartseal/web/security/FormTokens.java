package org.chartseal.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.page.PostedForms;

/**
 * Tokens that show that a form was filled in on a page of the portal, by the person who posts it.
 *
 * <p>A token is bound to the person and not to the session: a form that is posted after the session ran out is sent again
 * after signing in, and must then still be trusted. It holds for a week.
 */
@ApplicationScoped
public class FormTokens implements PostedForms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int DAYS_VALID = 7;

    private final HttpServletRequest request;
    private final Clock clock;
    private final byte[] secret;

    @Inject
    FormTokens(HttpServletRequest request, Clock clock, PortalConfiguration configuration) {
        this.request = request;
        this.clock = clock;
        this.secret = configuration.secret().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String token() {
        Principal person = request.getUserPrincipal();
        return person == null
                ? ""
                : token(person.getName(), LocalDate.now(clock).toEpochDay());
    }

    /** Whether the token was given to this person within the last week. */
    boolean holds(String token, String person) {
        int dot = token.indexOf('.');
        if (dot < 1 || dot > 7 || !token.substring(0, dot).chars().allMatch(Character::isDigit)) {
            return false;
        }
        long day = Long.parseLong(token.substring(0, dot));
        long age = LocalDate.ofEpochDay(day).until(LocalDate.now(clock), ChronoUnit.DAYS);
        return age >= 0
                && age < DAYS_VALID
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        token(person, day).getBytes(StandardCharsets.UTF_8));
    }

    String token(String person, long day) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] code = mac.doFinal(("posted form\n" + day + "\n" + person).getBytes(StandardCharsets.UTF_8));
            return day + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, impossible);
        }
    }
}
