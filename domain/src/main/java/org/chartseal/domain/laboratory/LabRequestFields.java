package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.ContentFields;
import org.chartseal.domain.records.RecordType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/** What a signed request asks the laboratory. */
@ApplicationScoped
public class LabRequestFields implements ContentFields {

    @Override
    public RecordType type() {
        return RecordType.LAB_REQUEST;
    }

    @Override
    public List<ContentField> of(Resource sealed) {
        ServiceRequest request = (ServiceRequest) sealed;
        List<ContentField> fields = new ArrayList<>();
        fields.add(ContentField.written("lab.column.panel", request.getCode().getText()));
        fields.add(ContentField.coded(
                "lab.column.urgency",
                "",
                "urgency." + request.getPriority().toCode().toLowerCase(Locale.ROOT)));
        request.getReasonCode()
                .forEach(question -> fields.add(ContentField.written("versions.lab.question", question.getText())));
        request.getNote().forEach(note -> fields.add(ContentField.written("versions.lab.note", note.getText())));
        return fields;
    }
}
