package org.chartseal.domain.testing;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.records.SecureSalts;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.IdGenerator;

/** Signs for practitioners of whom all leave their keys to the portal. */
public final class TestHand implements SigningHand {

    private final SigningKeys keys;
    private final Salt.Source salts;
    private final IdGenerator ids;
    private final Clock clock;

    public TestHand(SigningKeys keys, Salt.Source salts, IdGenerator ids, Clock clock) {
        this.keys = keys;
        this.salts = salts;
        this.ids = ids;
        this.clock = clock;
    }

    /** With salts of its own, and no identifiers to draw. */
    public TestHand(SigningKeys keys, Clock clock) {
        this(keys, new SecureSalts(), TestHand::none, clock);
    }

    private static UUID none() {
        throw new IllegalStateException("nothing is to be drawn");
    }

    @Override
    public Instant time() {
        return clock.instant();
    }

    @Override
    public Salt salt() {
        return salts.next();
    }

    @Override
    public UUID id() {
        return ids.random();
    }

    @Override
    public SignedText sign(Practitioner signer, String text) {
        return new SignedText(text, keys.sign(signer.signing().protectedPrivateKey(), text));
    }
}
