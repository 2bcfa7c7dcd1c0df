package org.chartseal.domain.filing;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * A document of a patient's that someone asks for by its identifier.
 *
 * @param what code of what it is asked for
 */
record FindDocument(Actor actor, PatientId patient, DocumentId id, String what) {

    /**
     * The document, unopened.
     *
     * @throws NotFound when the patient has none; a try on another's is kept in both access logs
     */
    FiledDocument in(EntityManager entities, OpenRecord door) {
        Optional<FiledDocument> kept = Optional.ofNullable(entities.find(FiledDocument.class, id.value()));
        return kept.filter(document -> document.patient().equals(patient)).orElseThrow(() -> {
            NotFound none = door.strayed(actor, patient, RecordCategory.DOCUMENTS, what, id.value());
            kept.ifPresent(other ->
                    none.addSuppressed(door.strayed(actor, other.patient(), other.category(), what, id.value())));
            return none;
        });
    }

    /**
     * The document, opened to its author for what is asked.
     *
     * @throws Refused {@code access-not-granted} or {@code document-not-yours}
     */
    FiledDocument own(EntityManager entities, OpenRecord door) {
        FiledDocument document = in(entities, door);
        door.open(actor, patient, document.category(), what, Optional.of(id.value()));
        return ofAuthor(document, author(actor));
    }

    /** The same again, to end what was begun by that: both are one read in the access log. */
    FiledDocument ownStill(EntityManager entities, OpenRecord door) {
        FiledDocument document = in(entities, door);
        door.openPart(actor, patient, document.category(), what, id.value());
        return ofAuthor(document, author(actor));
    }

    /** Who may file and sign. */
    static PractitionerId author(Actor actor) {
        actor.require(Role.DOCTOR);
        return actor.requirePractitioner();
    }

    /**
     * Insists that this practitioner filed the document.
     *
     * @throws Refused {@code document-not-yours}
     */
    static FiledDocument ofAuthor(FiledDocument document, PractitionerId author) {
        if (!document.author().equals(author)) {
            throw Refused.because("document-not-yours");
        }
        return document;
    }
}
