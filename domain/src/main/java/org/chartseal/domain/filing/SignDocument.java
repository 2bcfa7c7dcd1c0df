package org.chartseal.domain.filing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.MaySign;
import org.chartseal.domain.records.RecordToSeal;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealRecord;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A doctor signs the document they filed. What was signed is amended or withdrawn by a new version, never changed. */
@ApplicationScoped
public class SignDocument {

    private final EntityManager entities;
    private final OpenRecord door;
    private final MaySign maySign;
    private final SealRecord seals;
    private final SigningHand hand;
    private final Clock clock;

    @Inject
    public SignDocument(
            EntityManager entities, OpenRecord door, MaySign maySign, SealRecord seals, SigningHand hand, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.maySign = maySign;
        this.seals = seals;
        this.hand = hand;
        this.clock = clock;
    }

    /**
     * Signs the draft; signing it again answers the same seal.
     *
     * @param shown the row's version that the author looked at
     * @throws Refused {@code document-draft-changed}, {@code document-not-yours}, or why the actor may not sign
     */
    @Transactional
    public SealId sign(Actor actor, PatientId patient, DocumentId id, int shown) {
        FiledDocument document = toSign(actor, patient, id, "sign-document");
        if (document.state() != FiledDocument.State.DRAFT) {
            return document.record().version(1);
        }
        document.requireShown(shown);
        document.sign(hand.time());
        return seal(document);
    }

    /**
     * What takes the place of what was signed.
     *
     * @param replaced the version that the editor showed
     * @param other another file that was kept for it; else the file stays
     * @param reason why, for those who read both
     */
    public record Amendment(int replaced, Description description, Optional<FiledFileId> other, String reason) {}

    /**
     * Replaces the signed document by a new version; the replaced one stays sealed and readable.
     *
     * @throws Refused {@code document-changed-meanwhile}, {@code document-unchanged}, {@code document-needs-reason}, {@code
     *     document-date-wrong}, {@code document-not-signed}, {@code document-not-yours}, or why the actor may not sign
     */
    @Transactional
    public SealId amend(Actor actor, PatientId patient, DocumentId id, Amendment amendment) {
        FiledDocument document = toSign(actor, patient, id, "amend-document");
        FiledFileId file =
                amendment.other().map(named -> ofDocument(document, named)).orElse(document.file());
        requireNewest(document, amendment.replaced());
        amendment.description().requireNotAfter(LocalDate.now(clock));
        document.amend(amendment.description(), file, amendment.reason(), hand.time());
        return seal(document);
    }

    /**
     * Says that the document was filed in error. It stays, and says so.
     *
     * @param replaced the version that was shown
     * @throws Refused {@code document-changed-meanwhile}, {@code document-needs-reason}, {@code document-not-signed}, {@code
     *     document-not-yours}, or why the actor may not sign
     */
    @Transactional
    public SealId withdraw(Actor actor, PatientId patient, DocumentId id, int replaced, String reason) {
        FiledDocument document = toSign(actor, patient, id, "withdraw-document");
        requireNewest(document, replaced);
        document.withdraw(reason, hand.time());
        return seal(document);
    }

    private FiledFileId ofDocument(FiledDocument document, FiledFileId id) {
        @Nullable FiledFile file = entities.find(FiledFile.class, id.value());
        if (file == null || !file.document().equals(document.id())) {
            throw new NotFound("file", id);
        }
        return id;
    }

    private static void requireNewest(FiledDocument document, int shown) {
        if (document.sealedVersion() != shown) {
            throw changedMeanwhile(document);
        }
    }

    private static Refused changedMeanwhile(FiledDocument document) {
        return Refused.because("document-changed-meanwhile", Map.of("version", document.sealedVersion()));
    }

    private FiledDocument toSign(Actor actor, PatientId patient, DocumentId id, String what) {
        FiledDocument document = new FindDocument(actor, patient, id, what).in(entities, door);
        PractitionerId author = maySign.require(actor, patient, document.category(), what, id.value())
                .id();
        return FindDocument.ofAuthor(document, author);
    }

    private SealId seal(FiledDocument document) {
        try {
            entities.flush();
        } catch (OptimisticLockException raced) {
            throw changedMeanwhile(document).causedBy(raced);
        }
        FiledFile file = entities.find(FiledFile.class, document.file().value());
        return seals.seal(new RecordToSeal(
                document.record(),
                RecordType.DOCUMENT,
                document.category(),
                document.patient(),
                document.author(),
                document.signedAt().orElseThrow(),
                DocumentContent.of(document, file)));
    }
}
