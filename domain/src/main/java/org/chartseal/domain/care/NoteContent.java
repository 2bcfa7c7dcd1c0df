package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.shared.NotFound;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.CompositionStatus;
import org.hl7.fhir.r4.model.Composition.SectionComponent;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Resource;

/** Maps a signed consultation note to a FHIR R4 Composition: one section for each part that is written. */
@ApplicationScoped
public class NoteContent implements SealedSource {

    /** LOINC: Consult note. */
    private static final String CONSULT_NOTE = "11488-4";

    /** LOINC codes of the sections. */
    static final String REASON = "29299-5";

    static final String HISTORY = "10164-2";
    static final String FINDINGS = "29545-1";
    static final String ASSESSMENT = "51848-0";
    static final String PLAN = "18776-5";
    static final String AMENDMENT = "48767-8";

    private final EntityManager entities;

    @Inject
    public NoteContent(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public RecordType type() {
        return RecordType.NOTE;
    }

    @Override
    public Resource currentContent(RecordId id) {
        ConsultationNote note = entities.find(ConsultationNote.class, id.value());
        if (note == null || note.state() != ConsultationNote.State.SIGNED) {
            throw new NotFound("note", id);
        }
        return of(note);
    }

    static Composition of(ConsultationNote note) {
        Composition composition = new Composition();
        composition.setId(note.id().toString());
        FhirTerms.label(composition, note.category());
        composition.setStatus(note.sealedVersion() == 1 ? CompositionStatus.FINAL : CompositionStatus.AMENDED);
        composition.setType(FhirTerms.concept(FhirTerms.LOINC, CONSULT_NOTE));
        composition.setSubject(FhirTerms.patient(note.patient()));
        composition.addAuthor(FhirTerms.practitioner(note.author()));
        composition.setTitle("Consultation note");
        composition.setDateElement(FhirTerms.dateTime(note.signedAt().orElseThrow()));
        note.appointment().ifPresent(visit -> composition.addEvent().addDetail().setReference("Appointment/" + visit));
        NoteText text = note.text();
        addSection(composition, REASON, "Reason for visit", text.reason());
        addSection(composition, HISTORY, "History", text.history());
        addSection(composition, FINDINGS, "Findings", text.findings());
        addSection(composition, ASSESSMENT, "Assessment", text.assessment());
        addSection(composition, PLAN, "Plan", text.plan());
        addSection(composition, AMENDMENT, "Reason for amendment", note.amendmentReason());
        return composition;
    }

    private static void addSection(Composition composition, String loinc, String title, String text) {
        if (text.isEmpty()) {
            return;
        }
        SectionComponent section = composition.addSection();
        section.setTitle(title);
        section.setCode(FhirTerms.concept(FhirTerms.LOINC, loinc));
        Narrative narrative = new Narrative();
        narrative.setStatus(NarrativeStatus.GENERATED);
        narrative.setDivAsString("<div xmlns=\"http://www.w3.org/1999/xhtml\"><pre>" + escape(text) + "</pre></div>");
        section.setText(narrative);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
