package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.RegisteredKey;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.RegisteredPractitioner.FormerKey;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.passkeys.Passkey;
import org.chartseal.domain.passkeys.PasskeyId;
import org.chartseal.domain.passkeys.PasskeyName;
import org.chartseal.domain.passkeys.PasskeyOwner;
import org.chartseal.domain.passkeys.WebAuthn.NewPasskey;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestPasskeys;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.Test;

class AuthorsSignatureTest {

    private static final LedgerPractitionerId AUTHOR = new LedgerPractitionerId(new UUID(1, 1));
    private static final Instant NOW = TestPeople.NOW;

    private final TestKeys keys = new TestKeys();
    private final TestPasskeys devices = new TestPasskeys();
    private final TestLedger ledger = new TestLedger();
    private final SigningKey kept = keys.create();
    private final Passkey own = passkey();

    @Test
    void thePresentKeysSignatureIsGood() {
        register(RegisteredKey.kept(kept.publicKey()), List.of());
        assertThat(check(byKept(), true)).isEqualTo(passed());

        register(own.key(), List.of());
        assertThat(check(byPasskey(), true)).isEqualTo(passed());
    }

    @Test
    void aFormerKeysSignatureIsGoodForWhatTheLedgerTookBefore() {
        register(own.key(), List.of(new FormerKey(RegisteredKey.kept(kept.publicKey()), NOW)));

        assertThat(check(byKept(), Optional.of(NOW), false)).isEqualTo(passed());
        assertThat(check(byKept(), Optional.of(NOW.plusMillis(1)), false)).isEqualTo(failed("key-given-up"));
        assertThat(check(byKept(), Optional.empty(), true)).isEqualTo(passed());
        assertThat(check(signed(kept, NOW.plusSeconds(1)), Optional.empty(), true))
                .isEqualTo(failed("key-given-up"));
    }

    @Test
    void aFormerPasskeysAssertionIsGoodAlike() {
        register(RegisteredKey.kept(kept.publicKey()), List.of(new FormerKey(own.key(), NOW)));

        assertThat(check(byPasskey(), Optional.of(NOW), false)).isEqualTo(passed());
        assertThat(check(byPasskey(), Optional.of(NOW.plus(Duration.ofDays(1))), false))
                .isEqualTo(failed("key-given-up"));
    }

    @Test
    void noKeySignsInTheWayOfTheOther() {
        SealHeader header = header(own.key().thumbprint(), NOW);
        String text = header.canonicalText();
        register(own.key(), List.of());
        assertThat(check(new SignedText(text, keys.sign(kept.protectedPrivateKey(), text)), false))
                .isEqualTo(failed("signature-wrong"));

        register(RegisteredKey.kept(own.publicKey()), List.of());
        assertThat(check(byPasskey(), false)).isEqualTo(failed("signature-wrong"));
    }

    @Test
    void anAssertionForAnotherAddressTextOrOfAnUnverifiedPersonIsWrong() {
        register(own.key(), List.of());
        String text = header(own.key().thumbprint(), NOW).canonicalText();
        String options = devices.askForSignature(own, text);

        assertThat(check(assertion(text, devices.signElsewhere(options)), false))
                .isEqualTo(failed("signature-wrong"));
        assertThat(check(assertion(text, devices.signUnverified(options)), false))
                .isEqualTo(failed("signature-wrong"));
        String other = header(own.key().thumbprint(), NOW.minusSeconds(1)).canonicalText();
        assertThat(check(assertion(text, devices.sign(devices.askForSignature(own, other))), false))
                .isEqualTo(failed("signature-wrong"));
    }

    @Test
    void aKeyThatIsOnItsWayToTheLedgerIsNotKnownThereYet() {
        register(RegisteredKey.kept(kept.publicKey()), List.of());

        assertThat(check(byPasskey(), true)).isEqualTo(Line.unknown(SealCheck.SIGNATURE_VERIFIES, "key-pending"));
        assertThat(check(byPasskey(), false)).isEqualTo(failed("key-differs"));
        assertThat(check(signed(keys.create(), NOW), true)).isEqualTo(failed("key-differs"));
    }

    @Test
    void thePortalsOwnKnowledgeStandsInForALedgerThatIsAway() {
        ledger.setAway(true);

        assertThat(check(byPasskey(), false)).isEqualTo(passed());
        assertThat(check(signed(keys.create(), NOW), false))
                .isEqualTo(Line.unknown(SealCheck.SIGNATURE_VERIFIES, "ledger-away"));
    }

    private void register(RegisteredKey key, List<FormerKey> former) {
        ledger.register(new RegisteredPractitioner(
                AUTHOR, key, former, RegisteredPractitioner.State.VERIFIED, NOW.plus(Duration.ofDays(30))));
    }

    private Line check(SignedText signed, boolean waiting) {
        return check(signed, Optional.empty(), waiting);
    }

    private Line check(SignedText signed, Optional<Instant> anchoredAt, boolean waiting) {
        return new AuthorsSignature(ledger, keys)
                .check(new AuthorsSignature.Seal(
                        signed,
                        Optional.of(SealHeader.parse(signed.text())),
                        List.of(own.key(), RegisteredKey.kept(kept.publicKey())),
                        waiting,
                        anchoredAt));
    }

    private static Line passed() {
        return Line.passed(SealCheck.SIGNATURE_VERIFIES);
    }

    private static Line failed(String reason) {
        return Line.failed(SealCheck.SIGNATURE_VERIFIES, reason);
    }

    private SignedText byKept() {
        return signed(kept, NOW);
    }

    private SignedText signed(SigningKey key, Instant at) {
        String text = header(key.thumbprint(), at).canonicalText();
        return new SignedText(text, keys.sign(key.protectedPrivateKey(), text));
    }

    private SignedText byPasskey() {
        String text = header(own.key().thumbprint(), NOW).canonicalText();
        String answer = devices.sign(devices.askForSignature(own, text));
        return new SignedText(text, devices.signature(own, text, answer));
    }

    private static SignedText assertion(String text, String answer) {
        return new SignedText(text, TestPasskeys.text(answer));
    }

    private static SealHeader header(String key, Instant at) {
        return new SealHeader(
                new SealId(new UUID(2, 2), 1),
                "note",
                AUTHOR,
                key,
                at,
                new Commitment("1".repeat(64)),
                Optional.empty());
    }

    private Passkey passkey() {
        String asked = devices.askForPasskey(new PasskeyId(new UUID(3, 3)), "osei");
        NewPasskey made = devices.passkey(asked, devices.make(devices.optionsOf(asked)));
        return new Passkey(
                new PasskeyId(new UUID(3, 3)),
                PasskeyOwner.of(new PractitionerId(new UUID(1, 1))),
                new PasskeyName("Phone"),
                made,
                devices.scope(),
                NOW);
    }
}
