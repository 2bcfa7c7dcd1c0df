package org.chartseal.domain.audit.tree;

import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import org.chartseal.domain.ledger.BatchId;
import org.chartseal.domain.ledger.BatchRoot;
import org.chartseal.domain.ledger.CanonicalText;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.chartseal.domain.shared.Refused;

/**
 * A head of the log: its root at some size. Heads are numbered without gaps, and a head's name on the ledger follows from
 * its number, so that who knows the log's name finds each there, in order, and notices one that is missing.
 *
 * @param log names the log
 * @param number from 0
 * @param anchored what is anchored of it
 */
record LogHead(UUID log, long number, BatchRoot anchored) {

    /** Names the format in the text. */
    static final String FORMAT = "chartseal-access-head-1";

    private static final String MALFORMED = "access-head-malformed";

    /** A head over the log as it is. */
    static LogHead of(UUID log, long number, TreeHash root, int size, Instant at) {
        return new LogHead(log, number, new BatchRoot(batch(log, number), root, size, at));
    }

    /**
     * The batch under which that head is on the ledger: the first 16 bytes of SHA-256 over the format's name, the log's 36
     * characters and the number in decimal digits, each after a line feed but the first; marked as a UUID of version 8 (RFC
     * 9562).
     */
    static BatchId batch(UUID log, long number) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest((FORMAT + "\n" + log + "\n" + number).getBytes(StandardCharsets.UTF_8)));
            return new BatchId(new UUID(
                    (digest.getLong() & 0xffffffffffff0fffL) | 0x8000L,
                    (digest.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    int size() {
        return anchored.size();
    }

    TreeHash root() {
        return anchored.root();
    }

    /** RFC 8785; what the hospital signs. */
    String canonicalText() {
        return CanonicalText.of(CanonicalText.JSON
                .createObjectBuilder()
                .add("at", CanonicalText.time(anchored.closedAt()))
                .add("batch", anchored.batch().toString())
                .add("format", FORMAT)
                .add("log", log.toString())
                .add("number", number)
                .add("root", root().hex())
                .add("size", size())
                .build());
    }

    /**
     * Reads the text.
     *
     * @throws Refused {@code access-head-malformed} for any text that {@link #canonicalText} does not write
     */
    static LogHead parse(String text) {
        return CanonicalText.parse(text, MALFORMED, LogHead::read, LogHead::canonicalText);
    }

    private static LogHead read(JsonObject members) {
        return of(
                CanonicalText.uuid(members, "log"),
                members.getJsonNumber("number").longValueExact(),
                TreeHash.parse(members.getString("root")),
                members.getJsonNumber("size").intValueExact(),
                CanonicalText.time(members, "at"));
    }
}
