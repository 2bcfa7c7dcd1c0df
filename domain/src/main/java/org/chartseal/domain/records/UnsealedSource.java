package org.chartseal.domain.records;

import java.util.List;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.PatientId;
import org.hl7.fhir.r4.model.Resource;

/**
 * The one mapping of what is kept about a patient but signed by no practitioner, and so has no seal: whoever is to read the record
 * elsewhere gets it beside what is sealed.
 */
public interface UnsealedSource {

    /** As which part of the record it is opened. */
    RecordCategory category();

    /** The patient's, oldest first. */
    List<Resource> of(PatientId patient);
}
