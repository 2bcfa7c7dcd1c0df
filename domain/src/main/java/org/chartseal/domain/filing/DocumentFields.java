package org.chartseal.domain.filing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.ContentFields;
import org.chartseal.domain.records.RecordType;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Resource;

/** What a signed document says of its file. */
@ApplicationScoped
public class DocumentFields implements ContentFields {

    @Override
    public RecordType type() {
        return RecordType.DOCUMENT;
    }

    @Override
    public List<ContentField> of(Resource sealed) {
        DocumentReference document = (DocumentReference) sealed;
        List<ContentField> fields = new ArrayList<>();
        boolean withdrawn = document.getStatus() == DocumentReferenceStatus.ENTEREDINERROR;
        fields.add(ContentField.coded("document.state", "", withdrawn ? "document.withdrawn" : "document.signed"));
        fields.add(ContentField.written("document.title", document.getDescription()));
        fields.add(kind(document.getType().getCodingFirstRep().getCode()));
        fields.add(ContentField.coded(
                "document.category",
                "",
                "category." + DocumentContent.category(document).code()));
        Attachment file = DocumentContent.attachment(document);
        fields.add(
                ContentField.written("document.dated", file.getCreationElement().getValueAsString()));
        if (document.hasExtension(DocumentContent.NOTE)) {
            fields.add(ContentField.written("document.note", document.getExtensionString(DocumentContent.NOTE)));
        }
        fields.add(ContentField.written("versions.file", file.getTitle()));
        fields.add(ContentField.written("document.sha256", file.getExtensionString(DocumentContent.SHA_256)));
        if (document.hasExtension(DocumentContent.REASON)) {
            fields.add(ContentField.written(ContentField.WHY, document.getExtensionString(DocumentContent.REASON)));
        }
        return fields;
    }

    private static ContentField kind(String loinc) {
        return Arrays.stream(DocumentKind.values())
                .filter(kind -> kind.loinc().equals(loinc))
                .findFirst()
                .map(kind -> ContentField.coded("document.kind", "", "document.kind." + kind.code()))
                .orElseGet(() -> ContentField.written("document.kind", loinc));
    }
}
