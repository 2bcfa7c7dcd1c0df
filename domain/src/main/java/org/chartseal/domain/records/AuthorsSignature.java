package org.chartseal.domain.records;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.PasskeyAssertion;
import org.chartseal.domain.ledger.RegisteredKey;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.RegisteredPractitioner.FormerKey;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.shared.Unavailable;

/**
 * Checks whether a key of the author's made the signature of a seal. The keys that count are those on the ledger: the present
 * one, and former ones for what the ledger took while they were present. What the portal knows of the author's keys stands in
 * for them while the ledger is away or does not know the author yet.
 */
final class AuthorsSignature {

    private static final SealCheck CHECK = SealCheck.SIGNATURE_VERIFIES;

    private final EvidenceLedger ledger;
    private final SigningKeys keys;

    AuthorsSignature(EvidenceLedger ledger, SigningKeys keys) {
        this.ledger = ledger;
        this.keys = keys;
    }

    /**
     * A seal as it is to be checked.
     *
     * @param here keys that the portal knows to be the author's
     * @param waiting whether the seal is still to be written to the ledger
     * @param anchoredAt when the ledger took it, as far as that is known
     */
    record Seal(
            SignedText signed,
            Optional<SealHeader> header,
            List<RegisteredKey> here,
            boolean waiting,
            Optional<Instant> anchoredAt) {

        private SealHeader requireHeader() {
            return header.orElseThrow();
        }

        private boolean names(RegisteredKey key) {
            return key.thumbprint().equals(requireHeader().key());
        }

        /** When the signature came to count, or is said to; in milliseconds, as the ledger gives the end of a key. */
        private Instant counts() {
            return anchoredAt.orElse(requireHeader().signedAt()).truncatedTo(ChronoUnit.MILLIS);
        }
    }

    Line check(Seal seal) {
        if (seal.header().isEmpty()) {
            return Line.failed(CHECK, "header-unreadable");
        }
        try {
            return ledger.findPractitioner(seal.requireHeader().author())
                    .map(author -> onLedger(seal, author))
                    .orElseGet(() -> here(seal, "key-differs"));
        } catch (Unavailable away) {
            return here(seal, "");
        }
    }

    private Line onLedger(Seal seal, RegisteredPractitioner author) {
        if (seal.names(author.key())) {
            return verified(seal, author.key());
        }
        Optional<FormerKey> former = author.formerKeys().stream()
                .filter(each -> seal.names(each.key()))
                .findFirst();
        if (former.isPresent()) {
            return seal.counts().isAfter(former.get().until())
                    ? Line.failed(CHECK, "key-given-up")
                    : verified(seal, former.get().key());
        }
        boolean onItsWay = seal.waiting() && seal.here().stream().anyMatch(seal::names);
        return onItsWay ? asYetUnknownThere(seal) : Line.failed(CHECK, "key-differs");
    }

    /** The change of the author's key waits before the seal. */
    private Line asYetUnknownThere(Seal seal) {
        Line known = here(seal, "key-differs");
        return known.equals(Line.passed(CHECK)) ? Line.unknown(CHECK, "key-pending") : known;
    }

    /**
     * Checks with what the portal knows.
     *
     * @param unknown what it means that the portal knows no such key; nothing when only the ledger could tell
     */
    private Line here(Seal seal, String unknown) {
        Optional<RegisteredKey> key = seal.here().stream().filter(seal::names).findFirst();
        if (key.isPresent()) {
            return verified(seal, key.get());
        }
        return unknown.isEmpty() ? Line.unknown(CHECK, "ledger-away") : Line.failed(CHECK, unknown);
    }

    private Line verified(Seal seal, RegisteredKey key) {
        return verifies(seal.signed(), key) ? Line.passed(CHECK) : Line.failed(CHECK, "signature-wrong");
    }

    private boolean verifies(SignedText signed, RegisteredKey key) {
        return key.passkey()
                .map(own -> PasskeyAssertion.read(signed.signature())
                        .filter(assertion -> assertion.signs(signed.text(), own, key.publicKey()))
                        .isPresent())
                .orElseGet(() -> keys.verify(key.publicKey(), signed.text(), signed.signature()));
    }
}
