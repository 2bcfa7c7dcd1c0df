package org.chartseal.domain.erasure;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.CanonicalText;
import org.chartseal.domain.ledger.ErasureStatement;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.ReceiptDigest;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.shared.Refused;

/**
 * What was destroyed of a patient and what stays, as RFC 8785 text. It names nobody. The ledger holds its SHA-256, so that no word of
 * it can be another later; its salt keeps that digest from saying anything without it. {@code docs/erasure.md} lists the members.
 */
public final class ErasureReceipt {

    /** What its member {@code format} says. */
    public static final String FORMAT = "chartseal-erasure-1";

    private final String text;
    private final SignedText decision;

    private ErasureReceipt(String text, SignedText decision) {
        this.text = text;
        this.decision = decision;
    }

    /**
     * What stays of a seal.
     *
     * @param transaction that wrote it on the ledger; empty when it was never there
     */
    record Commitment(String seal, String commitment, Optional<String> transaction) {}

    /**
     * What went and what stays.
     *
     * @param objects addresses of the encrypted objects
     * @param rows how many, by table
     * @param commitments of all versions that were sealed
     * @param grants as the ledger knows them: it keeps that they were given, and not what
     * @param emergencies as the ledger knows them: it keeps that they were opened, by whom, and not why
     * @param logHashes how many rows of the access log went, whose hashes stay in its tree
     * @param readsOfOthers how many reads of others' records the patient made, which stay with those records by the account's name
     * @param proxies how many grants of others name the patient as proxy, without a name
     */
    record Contents(
            List<String> objects,
            JsonObject rows,
            List<Commitment> commitments,
            List<String> grants,
            List<String> emergencies,
            long logHashes,
            long readsOfOthers,
            long proxies) {

        Contents {
            objects = List.copyOf(objects);
            commitments = List.copyOf(commitments);
            grants = List.copyOf(grants);
            emergencies = List.copyOf(emergencies);
        }
    }

    static ErasureReceipt of(Erasure erasure, Contents contents, Salt salt, Instant erasedAt) {
        SignedText decision = erasure.decision().orElseThrow();
        JsonObject members = CanonicalText.JSON
                .createObjectBuilder()
                .add("decision", signed(decision))
                .add("destroyed", destroyed(contents))
                .add("erasedAt", CanonicalText.time(erasedAt))
                .add("erasure", erasure.id().toString())
                .add("format", FORMAT)
                .add("remains", remains(contents))
                .add("requestedAt", CanonicalText.time(erasure.requestedAt()))
                .add("salt", HexFormat.of().formatHex(salt.bytes()))
                .add("subject", erasure.subject().toString())
                .build();
        return new ErasureReceipt(CanonicalText.of(members), decision);
    }

    private static JsonObjectBuilder signed(SignedText decision) {
        return CanonicalText.JSON
                .createObjectBuilder()
                .add("signature", decision.signature())
                .add("text", decision.text());
    }

    private static JsonObjectBuilder destroyed(Contents contents) {
        return CanonicalText.JSON
                .createObjectBuilder()
                .add("objects", array(contents.objects()))
                .add("rows", contents.rows())
                .add(
                        "seals",
                        array(contents.commitments().stream()
                                .map(Commitment::seal)
                                .toList()));
    }

    private static JsonObjectBuilder remains(Contents contents) {
        JsonArrayBuilder commitments = CanonicalText.JSON.createArrayBuilder();
        for (Commitment each : contents.commitments()) {
            JsonObjectBuilder one = CanonicalText.JSON
                    .createObjectBuilder()
                    .add("commitment", each.commitment())
                    .add("seal", each.seal());
            each.transaction().ifPresent(transaction -> one.add("transaction", transaction));
            commitments.add(one);
        }
        return CanonicalText.JSON
                .createObjectBuilder()
                .add("accessLogHashes", contents.logHashes())
                .add("commitments", commitments)
                .add("emergencies", array(contents.emergencies()))
                .add("grants", array(contents.grants()))
                .add("grantsOfOthers", contents.proxies())
                .add("readsOfOthersRecords", contents.readsOfOthers());
    }

    private static JsonArrayBuilder array(List<String> texts) {
        JsonArrayBuilder array = CanonicalText.JSON.createArrayBuilder();
        texts.forEach(array::add);
        return array;
    }

    /**
     * Reads a receipt that someone hands in.
     *
     * @throws Refused {@code receipt-malformed}
     */
    public static ErasureReceipt parse(String text) {
        try (JsonReader reader = CanonicalText.JSON.createReader(new StringReader(text))) {
            JsonObject members = reader.readObject();
            JsonObject decision = members.getJsonObject("decision");
            ErasureReceipt receipt = new ErasureReceipt(
                    text, new SignedText(decision.getString("text"), decision.getString("signature")));
            if (members.getString("format").equals(FORMAT)
                    && CanonicalText.uuid(members, "subject")
                            .equals(receipt.subject().value())) {
                return receipt;
            }
        } catch (JsonException | NullPointerException | ClassCastException | IllegalArgumentException malformed) {
            throw Refused.because("receipt-malformed").at("receipt").causedBy(malformed);
        }
        throw Refused.because("receipt-malformed").at("receipt");
    }

    /** The whole of it: canonical JSON. */
    public String text() {
        return text;
    }

    /** What the ledger holds of it. */
    public ReceiptDigest digest() {
        return ReceiptDigest.of(text);
    }

    /** What the hospital signed. */
    public SignedText decision() {
        return decision;
    }

    /** By which the ledger knew the patient. */
    public LedgerSubjectId subject() {
        return ErasureStatement.parse(decision.text()).subject();
    }
}
