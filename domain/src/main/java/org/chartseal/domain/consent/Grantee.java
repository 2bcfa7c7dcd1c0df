package org.chartseal.domain.consent;

import java.util.UUID;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.people.DepartmentId;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.research.StudyId;

/**
 * To whom a patient gives access.
 *
 * @param id the portal's own
 */
public record Grantee(GranteeKind kind, UUID id) {

    /** That practitioner alone. */
    public static Grantee of(PractitionerId practitioner) {
        return new Grantee(GranteeKind.PRACTITIONER, practitioner.value());
    }

    /** Whoever is a verified physician of the department at the time. */
    public static Grantee of(DepartmentId department) {
        return new Grantee(GranteeKind.DEPARTMENT, department.value());
    }

    /** Whoever works for the insurer at the time. */
    public static Grantee of(InsurerId insurer) {
        return new Grantee(GranteeKind.INSURER, insurer.value());
    }

    /** Whoever works on the study at the time. */
    public static Grantee of(StudyId study) {
        return new Grantee(GranteeKind.STUDY, study.value());
    }

    /** A person who acts for the patient, registered at the hospital as everyone is who comes there. */
    public static Grantee proxy(PatientId person) {
        return new Grantee(GranteeKind.PROXY, person.value());
    }

    /** Kind and id in one, as a form sends them. */
    public String code() {
        return kind.code() + "-" + id;
    }

    /** What a grant to such a one is for. */
    public Purpose purpose() {
        return switch (kind) {
            case PRACTITIONER, DEPARTMENT, PROXY -> Purpose.TREATMENT;
            case INSURER -> Purpose.CLAIMS;
            case STUDY -> Purpose.RESEARCH;
        };
    }
}
