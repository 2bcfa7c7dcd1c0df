package org.chartseal.domain.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.passkeys.PasskeyQuestion.Purpose;
import org.chartseal.domain.passkeys.PostedForm.Presented;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.records.SignatureNeeded;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Signs with the key that the portal keeps, or takes the answer of the practitioner's passkey from the form that was posted. */
@ApplicationScoped
public class PractitionersHand implements SigningHand {

    private static final Set<Purpose> PURPOSES = EnumSet.of(Purpose.SIGN_FORM);

    private final EntityManager entities;
    private final PasskeyQuestions questions;
    private final WebAuthn webAuthn;
    private final SigningKeys keys;
    private final PostedForm.Source forms;
    private final Salt.Source salts;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public PractitionersHand(
            EntityManager entities,
            PasskeyQuestions questions,
            WebAuthn webAuthn,
            SigningKeys keys,
            PostedForm.Source forms,
            Salt.Source salts,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.questions = questions;
        this.webAuthn = webAuthn;
        this.keys = keys;
        this.forms = forms;
        this.salts = salts;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Instant time() {
        return drawn().time(clock::instant);
    }

    @Override
    public Salt salt() {
        return drawn().salt(salts);
    }

    @Override
    public UUID id() {
        return drawn().id(ids::random);
    }

    /** What is drawn for the form that is posted: as it was when its question was asked, or anew. */
    private Drawn drawn() {
        PostedForm form = forms.current();
        return form.drawn()
                .orElseGet(() -> form.draw(form.presented()
                        .flatMap(presented -> asked(presented.question()))
                        .map(PasskeyQuestion::drawn)
                        .orElseGet(Drawn::new)));
    }

    private Optional<PasskeyQuestion> asked(QuestionId id) {
        return Optional.ofNullable(entities.find(PasskeyQuestion.class, id.value()))
                .filter(question -> question.purpose() == Purpose.SIGN_FORM);
    }

    @Override
    public SignedText sign(Practitioner signer, String text) {
        if (signer.signing().isKept()) {
            return new SignedText(text, keys.sign(signer.signing().protectedPrivateKey(), text));
        }
        PostedForm form = forms.current();
        Presented presented = form.presented().orElseThrow(() -> new SignatureNeeded(signer.id(), text));
        return new SignedText(text, signature(signer, text, form.fingerprint(), presented));
    }

    private String signature(Practitioner signer, String text, String form, Presented presented) {
        Passkey passkey = questions.passkey(signer);
        PasskeyQuestion question = answered(signer, presented.question());
        if (!question.form().equals(form) || !question.asked().equals(text)) {
            throw Refused.because("signature-of-another-text");
        }
        String signature = webAuthn.signature(passkey, text, presented.answer());
        passkey.used(clock.instant());
        return signature;
    }

    /** A question that is gone was asked under another key, so that its answer comes too late. */
    private PasskeyQuestion answered(Practitioner signer, QuestionId id) {
        try {
            return questions.answered(id, PasskeyOwner.of(signer.id()), PURPOSES);
        } catch (NotFound gone) {
            throw Refused.because("passkey-question-expired").causedBy(gone);
        }
    }
}
