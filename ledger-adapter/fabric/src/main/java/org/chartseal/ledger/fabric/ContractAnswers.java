package org.chartseal.ledger.fabric;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.ledger.AnchoredRoot;
import org.chartseal.domain.ledger.AnchoredSeal;
import org.chartseal.domain.ledger.BatchId;
import org.chartseal.domain.ledger.BatchRoot;
import org.chartseal.domain.ledger.GrantAnswer;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;
import org.chartseal.domain.ledger.LedgerErasure;
import org.chartseal.domain.ledger.LedgerGrant;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.ReceiptDigest;
import org.chartseal.domain.ledger.RegisteredKey;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.RegisteredPractitioner.FormerKey;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.jspecify.annotations.Nullable;

/** Reads the contract's JSON answers. */
final class ContractAnswers {

    /** What the contract answers for a key that it does not have. */
    static final String NOTHING = "null";

    private ContractAnswers() {}

    static AnchoredSeal seal(String answer) {
        return seal(object(answer));
    }

    static List<AnchoredSeal> seals(String answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer))) {
            JsonArray seals = reader.readArray();
            return seals.getValuesAs(JsonObject.class).stream()
                    .map(ContractAnswers::seal)
                    .toList();
        }
    }

    private static AnchoredSeal seal(JsonObject seal) {
        return new AnchoredSeal(
                signedText(seal.getJsonObject("header")),
                new TransactionId(seal.getString("transaction")),
                seal.getString("organisation"));
    }

    static AnchoredRoot root(String answer) {
        JsonObject json = object(answer);
        BatchRoot root = new BatchRoot(
                new BatchId(UUID.fromString(json.getString("batch"))),
                TreeHash.parse(json.getString("root")),
                json.getInt("size"),
                Instant.parse(json.getString("closedAt")));
        return new AnchoredRoot(root, new TransactionId(json.getString("transaction")), json.getString("organisation"));
    }

    static RegisteredPractitioner practitioner(String answer) {
        JsonObject json = object(answer);
        String until = json.getString("licensedUntil", "");
        return new RegisteredPractitioner(
                new LedgerPractitionerId(UUID.fromString(json.getString("practitioner"))),
                key(json),
                formerKeys(json),
                RegisteredPractitioner.State.valueOf(json.getString("state")),
                until.isEmpty() ? null : Instant.parse(until));
    }

    private static RegisteredKey key(JsonObject json) {
        Optional<PasskeyScope> passkey =
                Optional.ofNullable(json.getJsonObject("passkey")).map(ContractAnswers::passkey);
        return new RegisteredKey(json.getString("publicKey"), passkey);
    }

    private static PasskeyScope passkey(JsonObject json) {
        List<String> origins = json.getJsonArray("origins").getValuesAs(JsonString::getString);
        return new PasskeyScope(json.getString("relyingParty"), origins);
    }

    private static List<FormerKey> formerKeys(JsonObject json) {
        return json.containsKey("formerKeys")
                ? json.getJsonArray("formerKeys").getValuesAs(JsonObject.class).stream()
                        .map(former -> new FormerKey(key(former), Instant.parse(former.getString("until"))))
                        .toList()
                : List.of();
    }

    static LedgerGrant grant(String answer) {
        JsonObject json = object(answer);
        @Nullable JsonObject revocation = json.containsKey("revocation") ? json.getJsonObject("revocation") : null;
        return new LedgerGrant(
                new LedgerGrantId(UUID.fromString(json.getString("grant"))),
                signedText(json.getJsonObject("statement")),
                revocation == null ? null : signedText(revocation));
    }

    static GrantScope scope(String answer) {
        JsonObject json = object(answer);
        return new GrantScope(json.getString("text"), json.getString("salt"));
    }

    static LedgerErasure erasure(String answer) {
        JsonObject json = object(answer);
        return new LedgerErasure(
                new LedgerSubjectId(UUID.fromString(json.getString("subject"))),
                new ReceiptDigest(json.getString("receipt")),
                signedText(json.getJsonObject("statement")),
                Instant.parse(json.getString("erasedAt")),
                new TransactionId(json.getString("transaction")),
                json.getString("organisation"));
    }

    static GrantAnswer answer(String answer) {
        JsonObject json = object(answer);
        return new GrantAnswer(json.getBoolean("holds") ? Optional.empty() : Optional.of(json.getString("reason")));
    }

    private static SignedText signedText(JsonObject json) {
        return new SignedText(json.getString("text"), json.getString("signature"));
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
