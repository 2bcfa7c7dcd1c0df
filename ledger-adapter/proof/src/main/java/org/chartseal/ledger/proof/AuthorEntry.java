package org.chartseal.ledger.proof;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.CanonicalText;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;
import org.chartseal.domain.ledger.PasskeyAssertion;
import org.chartseal.domain.ledger.RegisteredKey;
import org.chartseal.domain.ledger.SignedText;

/**
 * An author as the ledger's register had them when their seal was written.
 *
 * @param organisation MSP id of the one that answers for them
 * @param licensedUntil empty when nobody has verified a licence
 */
record AuthorEntry(
        String organisation, RegisteredKey key, Optional<Instant> licensedUntil, List<Suspension> suspensions) {

    /** A time in which they may not sign. */
    record Suspension(Instant from, Optional<Instant> until) {

        boolean covers(Instant moment) {
            return !moment.isBefore(from) && until.map(moment::isBefore).orElse(true);
        }
    }

    AuthorEntry {
        suspensions = List.copyOf(suspensions);
    }

    /** Reads what the contract wrote; empty when it is no such entry. */
    static Optional<AuthorEntry> read(String text) {
        try (JsonReader json = CanonicalText.JSON.createReader(new StringReader(text))) {
            JsonObject members = json.readObject();
            return Optional.of(new AuthorEntry(
                    members.getString("organisation"),
                    new RegisteredKey(members.getString("publicKey"), passkey(members)),
                    moment(members, "licensedUntil"),
                    members.getJsonArray("suspensions").getValuesAs(JsonObject.class).stream()
                            .map(each -> new Suspension(CanonicalText.time(each, "from"), moment(each, "until")))
                            .toList()));
        } catch (JsonException | ClassCastException | NullPointerException | DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<PasskeyScope> passkey(JsonObject members) {
        JsonObject passkey = members.getJsonObject("passkey");
        if (passkey == null) {
            return Optional.empty();
        }
        JsonArray origins = passkey.getJsonArray("origins");
        return Optional.of(new PasskeyScope(
                passkey.getString("relyingParty"),
                origins.getValuesAs(jakarta.json.JsonString.class).stream()
                        .map(jakarta.json.JsonString::getString)
                        .toList()));
    }

    private static Optional<Instant> moment(JsonObject members, String name) {
        return members.containsKey(name) ? Optional.of(CanonicalText.time(members, name)) : Optional.empty();
    }

    /** Why what they signed then did not count, if it did not. */
    Optional<Problem> objection(Instant signedAt) {
        if (licensedUntil.isEmpty()) {
            return Optional.of(Problem.of("author-not-verified"));
        }
        if (!signedAt.isBefore(licensedUntil.get())) {
            return Optional.of(
                    new Problem("licence-expired", licensedUntil.get().toString()));
        }
        return suspensions.stream()
                .filter(each -> each.covers(signedAt))
                .findFirst()
                .map(each -> new Problem("author-suspended", each.from().toString()));
    }

    /** Whether their key made the signature. */
    boolean signed(SignedText text) {
        return key.passkey()
                .map(own -> PasskeyAssertion.read(text.signature())
                        .filter(assertion -> assertion.signs(text.text(), own, key.publicKey()))
                        .isPresent())
                .orElseGet(() -> KeptKey.verifies(key.publicKey(), text));
    }
}
