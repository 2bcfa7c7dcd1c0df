package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.ContentFields;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.RecordType;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.SectionComponent;
import org.hl7.fhir.r4.model.Resource;

/** The sections of a signed note. */
@ApplicationScoped
public class NoteFields implements ContentFields {

    private static final Map<String, String> LABELS = Map.of(
            NoteContent.REASON, "note.reason",
            NoteContent.HISTORY, "note.history",
            NoteContent.FINDINGS, "note.findings",
            NoteContent.ASSESSMENT, "note.assessment",
            NoteContent.PLAN, "note.plan",
            NoteContent.AMENDMENT, ContentField.WHY);

    @Override
    public RecordType type() {
        return RecordType.NOTE;
    }

    @Override
    public List<ContentField> of(Resource sealed) {
        Composition note = (Composition) sealed;
        List<ContentField> fields = new ArrayList<>();
        FhirTerms.labelled(note)
                .ifPresent(part -> fields.add(ContentField.coded("note.category", "", "note.category." + part.code())));
        note.getSection().forEach(section -> fields.add(field(section)));
        return fields;
    }

    private static ContentField field(SectionComponent section) {
        String text = section.getText().getDiv().allText();
        String label = LABELS.get(section.getCode().getCodingFirstRep().getCode());
        return label == null
                ? ContentField.named("versions.section", section.getTitle(), text)
                : ContentField.written(label, text);
    }
}
