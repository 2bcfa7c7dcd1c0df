package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.Anchored;
import org.chartseal.domain.bundle.BundleManifest.File;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.CanonicalText;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.ledger.blocks.BlockTransaction.Version;
import org.chartseal.ledger.proof.AnchoredTransaction.Found;

/** Checks one record of a bundle: its content, its seal, and how the ledger came to hold that. */
final class SealProof {

    /** As the contract has it: how far a signer's clock may be ahead of the transaction's. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private static final int SALT_LENGTH = 32;

    private final BundleManifest manifest;
    private final BundleContent content;
    private final HeldBlocks blocks;
    private final Map<SealId, String> commitments;
    private final Sealed sealed;
    private final List<Problem> problems = new ArrayList<>();
    private Optional<Instant> anchoredAt = Optional.empty();

    private SealProof(
            BundleManifest manifest,
            BundleContent content,
            HeldBlocks blocks,
            Map<SealId, String> commitments,
            Sealed sealed) {
        this.manifest = manifest;
        this.content = content;
        this.blocks = blocks;
        this.commitments = commitments;
        this.sealed = sealed;
    }

    /**
     * Checks it.
     *
     * @param commitments of all versions in the bundle, as their headers state them
     */
    static RecordVerdict check(
            BundleManifest manifest,
            BundleContent content,
            HeldBlocks blocks,
            Map<SealId, String> commitments,
            Sealed sealed) {
        SealProof proof = new SealProof(manifest, content, blocks, commitments, sealed);
        Optional<SealHeader> header = header(sealed);
        proof.checkContent(header);
        if (header.isEmpty()) {
            proof.refuse("header-malformed", "");
        } else {
            proof.checkHeader(header.get());
        }
        return new RecordVerdict(sealed, header, proof.anchoredAt, proof.problems);
    }

    static Optional<SealHeader> header(Sealed sealed) {
        try {
            return Optional.of(SealHeader.parse(sealed.header().text()));
        } catch (Refused malformed) {
            return Optional.empty();
        }
    }

    private void checkContent(Optional<SealHeader> header) {
        Optional<ByteString> held = content.read(sealed.path());
        if (held.isEmpty()) {
            refuse("content-missing", sealed.path());
            return;
        }
        ByteString text = held.get();
        boolean asListed = BundleContent.sha256(text).equals(sealed.sha256());
        if (!asListed) {
            refuse("content-altered", sealed.path());
        } else if (header.isPresent()
                && !commitment(text)
                        .equals(Optional.of(header.get().commitment().hex()))) {
            refuse("salt-wrong", "");
        }
        Optional<RecordContent> says = RecordContent.read(text);
        if (says.isEmpty()) {
            refuse("content-unreadable", sealed.path());
            return;
        }
        if (!says.get().isOnlyOf(manifest.patient().toString())) {
            refuse("other-patient", String.join(", ", says.get().patients()));
        }
        checkFiles(says.get().files());
    }

    private Optional<String> commitment(ByteString text) {
        try {
            byte[] salt = Base64.getDecoder().decode(sealed.salt());
            boolean wellFormed = salt.length == SALT_LENGTH
                    && Base64.getEncoder().encodeToString(salt).equals(sealed.salt());
            return wellFormed ? Optional.of(BundleContent.sha256(ByteString.copyFrom(salt), text)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private void checkFiles(Set<String> stated) {
        for (File file : sealed.files()) {
            Optional<String> found = content.sha256(file.path());
            if (found.isEmpty()) {
                refuse("file-missing", file.path());
            } else if (!found.get().equals(file.sha256())) {
                refuse("file-altered", file.path());
            }
            if (!stated.contains(file.sha256())) {
                refuse("file-not-stated", file.path());
            }
        }
        Set<String> listed = sealed.files().stream().map(File::sha256).collect(Collectors.toSet());
        stated.stream().filter(each -> !listed.contains(each)).forEach(each -> refuse("file-missing", each));
    }

    private void checkHeader(SealHeader header) {
        if (!header.seal().equals(sealed.seal())) {
            refuse(ofAnother(header.seal()), header.seal().toString());
            return;
        }
        checkPrevious(header);
        if (sealed.anchored().isEmpty()) {
            refuse("not-anchored", "");
            return;
        }
        checkAnchoring(header, sealed.anchored().get());
    }

    private String ofAnother(SealId proved) {
        if (!proved.record().equals(sealed.seal().record())) {
            return "proof-of-another-record";
        }
        return proved.version() < sealed.seal().version() ? "proof-of-older-version" : "proof-of-newer-version";
    }

    private void checkPrevious(SealHeader header) {
        int version = header.seal().version();
        if (version == 1) {
            if (header.previous().isPresent()) {
                refuse("previous-differs", "");
            }
            return;
        }
        String before = commitments.get(new SealId(header.seal().record(), version - 1));
        if (before == null) {
            refuse("version-missing", header.seal().record() + "." + (version - 1));
        } else if (header.previous().filter(each -> each.hex().equals(before)).isEmpty()) {
            refuse("previous-differs", "");
        }
    }

    private void checkAnchoring(SealHeader header, Anchored place) {
        Optional<Problem> objection = blocks.objection(place.block());
        if (objection.isPresent()) {
            problems.add(objection.get());
            return;
        }
        Found found = AnchoredTransaction.named(
                place.transaction().hex(),
                blocks.transactions(place.block()),
                manifest,
                blocks.configuration(place.block()));
        found.problem().ifPresent(problems::add);
        found.transaction().ifPresent(transaction -> checkTransaction(header, place, transaction));
    }

    private void checkTransaction(SealHeader header, Anchored place, AnchoredTransaction transaction) {
        if (!blocks.configuration(place.block()).takesEndorsementBy(transaction.endorsers())) {
            refuse("too-few-endorsements", place.transaction().hex());
        }
        anchoredAt = Optional.of(transaction.transaction().time());
        if (header.signedAt().isAfter(transaction.transaction().time().plus(CLOCK_TOLERANCE))) {
            refuse("signed-in-future", transaction.transaction().time().toString());
        }
        ByteString written = transaction.written().get("seal/" + header.seal());
        if (written == null) {
            refuse("seal-not-written", place.transaction().hex());
        } else if (!written.equals(ByteString.copyFromUtf8(expected(place, transaction)))) {
            refuse("seal-differs", place.transaction().hex());
        }
        checkAuthor(header, place, transaction);
    }

    /** What the contract writes for a seal. */
    private String expected(Anchored place, AnchoredTransaction transaction) {
        JsonObject state = CanonicalText.JSON
                .createObjectBuilder()
                .add(
                        "header",
                        CanonicalText.JSON
                                .createObjectBuilder()
                                .add("signature", sealed.header().signature())
                                .add("text", sealed.header().text()))
                .add("organisation", transaction.organisation())
                .add("transaction", place.transaction().hex())
                .build();
        return CanonicalText.of(state);
    }

    /** By the entry that the contract read when it took the seal: the transaction names who wrote it. */
    private void checkAuthor(SealHeader header, Anchored place, AnchoredTransaction transaction) {
        String key = "practitioner/" + header.author();
        Version version = transaction.read().get(key);
        if (version == null) {
            refuse("author-unregistered", header.author().toString());
            return;
        }
        boolean before = version.block() < place.block()
                || (version.block() == place.block() && version.transaction() < transaction.index());
        Optional<Problem> objection = blocks.objection(version.block());
        if (!before || objection.isPresent()) {
            problems.add(objection.orElse(new Problem("registration-missing", "block " + version.block())));
            return;
        }
        Found found = AnchoredTransaction.at(
                version.transaction(),
                blocks.transactions(version.block()),
                manifest,
                blocks.configuration(version.block()));
        Optional<AnchoredTransaction> registration = found.transaction();
        Optional<AuthorEntry> entry = registration
                .map(each -> each.written().get(key))
                .filter(ByteString::isValidUtf8)
                .flatMap(value -> AuthorEntry.read(value.toStringUtf8()));
        if (registration.isEmpty() || entry.isEmpty()) {
            refuse("registration-forged", "block " + version.block());
            return;
        }
        if (!blocks.configuration(version.block()).allEndorse(registration.get().endorsers())) {
            refuse("registration-too-few-endorsements", "block " + version.block());
        }
        checkSignature(header, transaction, entry.get());
    }

    private void checkSignature(SealHeader header, AnchoredTransaction transaction, AuthorEntry author) {
        if (!author.organisation().equals(transaction.organisation())) {
            refuse("author-of-another-organisation", author.organisation());
        }
        if (!author.key().thumbprint().equals(header.key())) {
            refuse("key-not-registered", header.key());
        } else if (!author.signed(sealed.header())) {
            refuse("signature-wrong", "");
        }
        author.objection(header.signedAt()).ifPresent(problems::add);
    }

    private void refuse(String code, String about) {
        problems.add(new Problem(code, about));
    }
}
