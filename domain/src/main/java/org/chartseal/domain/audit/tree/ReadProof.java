package org.chartseal.domain.audit.tree;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.domain.audit.RowSalt;
import org.chartseal.domain.ledger.BatchProof;
import org.chartseal.domain.ledger.BatchRoot;
import org.chartseal.domain.ledger.CanonicalText;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.merkle.InclusionProof;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.chartseal.domain.shared.Refused;

/**
 * What someone keeps to show that a read is in the hospital's access log, at which place, and with which words. The page
 * {@code docs/access-log.md} describes its text for whoever writes another verifier.
 *
 * @param read the canonical text of the row
 * @param salt of the row
 * @param inclusion of the row's leaf in the head's tree
 * @param head the head's canonical text, as the hospital signed it
 * @param publicKey with which the signature verifies: X.509 SubjectPublicKeyInfo, Base64
 */
public record ReadProof(String read, RowSalt salt, InclusionProof inclusion, SignedText head, String publicKey) {

    /** Names the format in the text. */
    public static final String FORMAT = "chartseal-access-proof-1";

    private static final String MALFORMED = "access-proof-malformed";

    /**
     * Whether the read is in the log that has this root. Whoever asks must have the root from the ledger itself, and check
     * the hospital's signature where the ledger does not answer.
     */
    public boolean proves(BatchRoot anchored) {
        return LogHead.parse(head.text()).anchored().equals(anchored)
                && anchored.size() == inclusion.size()
                && inclusion.proves(BatchProof.leaf(salt.commitment(read)), anchored.root());
    }

    /** The root that the head states. */
    public BatchRoot stated() {
        return LogHead.parse(head.text()).anchored();
    }

    /** The head's number. */
    public long headNumber() {
        return LogHead.parse(head.text()).number();
    }

    /** The text form, RFC 8785. */
    public String canonicalText() {
        JsonArrayBuilder path = CanonicalText.JSON.createArrayBuilder();
        inclusion.path().forEach(hash -> path.add(hash.hex()));
        return CanonicalText.of(CanonicalText.JSON
                .createObjectBuilder()
                .add("format", FORMAT)
                .add("head", head.text())
                .add("index", inclusion.index())
                .add("path", path)
                .add("publicKey", publicKey)
                .add("read", read)
                .add("salt", salt.hex())
                .add("signature", head.signature())
                .add("size", inclusion.size())
                .build());
    }

    /**
     * Reads the text form.
     *
     * @throws Refused {@code access-proof-malformed} for any text that {@link #canonicalText} does not write
     */
    public static ReadProof parse(String text) {
        return CanonicalText.parse(text, MALFORMED, ReadProof::read, ReadProof::canonicalText);
    }

    private static ReadProof read(JsonObject members) {
        List<TreeHash> path = CanonicalText.texts(members, "path").stream()
                .map(TreeHash::parse)
                .toList();
        return new ReadProof(
                members.getString("read"),
                new RowSalt(HexFormat.of().parseHex(members.getString("salt"))),
                new InclusionProof(
                        members.getJsonNumber("index").longValueExact(),
                        members.getJsonNumber("size").longValueExact(),
                        path),
                new SignedText(
                        LogHead.parse(members.getString("head")).canonicalText(), members.getString("signature")),
                members.getString("publicKey"));
    }
}
