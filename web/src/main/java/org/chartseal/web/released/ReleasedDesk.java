package org.chartseal.web.released;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.care.NoteId;
import org.chartseal.domain.care.ReadNotes;
import org.chartseal.domain.claims.ClaimId;
import org.chartseal.domain.claims.ReadClaims;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.consent.RequestsMade;
import org.chartseal.domain.filing.DocumentId;
import org.chartseal.domain.filing.ReadDocuments;
import org.chartseal.domain.laboratory.LabReportId;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.prescribing.PrescriptionId;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.domain.released.OpenReleased;
import org.chartseal.domain.released.ReleasedRecord;
import org.chartseal.domain.released.ReleasedRecords;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.web.care.Badges;
import org.chartseal.web.care.BasisWords;
import org.chartseal.web.claims.ClaimView;
import org.chartseal.web.filing.DocumentView;
import org.chartseal.web.laboratory.ReportView;
import org.chartseal.web.patient.PlainPrescriptions;

/** Shows what was released, the same to an insurer and to a study. No address and no title names a patient. */
@RequestScoped
public class ReleasedDesk {

    @Inject
    private ReleasedRecords records;

    @Inject
    private OpenReleased openReleased;

    @Inject
    private RequestsMade made;

    @Inject
    private ReadNotes notes;

    @Inject
    private ReadPrescriptions prescriptions;

    @Inject
    private ReleasedReports reports;

    @Inject
    private ReadDocuments documents;

    @Inject
    private DocumentView documentView;

    @Inject
    private ReadClaims claims;

    @Inject
    private ClaimView claimView;

    @Inject
    private PlainPrescriptions plain;

    @Inject
    private ReportView reportView;

    @Inject
    private BasisWords basisWords;

    @Inject
    private Badges badges;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    /** Everything that is released now, and how many requests wait. */
    String list(String base) {
        models.put("base", base);
        models.put("rows", records.list(actor));
        models.put(
                "asked",
                made.of(actor).stream()
                        .filter(each -> each.request().state().code().equals("waiting"))
                        .count());
        return "released/list";
    }

    /** All that is open of one patient's record. */
    String record(String base, String grant) {
        ReleasedRecord record = openReleased.open(actor, GrantId.parse(grant));
        models.put("base", base);
        models.put("record", record);
        models.put("lines", plain.of(record.prescriptions()));
        models.put("badges", badges.of(seals(record)));
        claimView.list(record.claims());
        models.put("nothing", isEmpty(record));
        return "released/record";
    }

    private static boolean isEmpty(ReleasedRecord record) {
        return record.alone().isEmpty()
                && record.summary().isEmpty()
                && record.notes().isEmpty()
                && record.prescriptions().isEmpty()
                && record.reports().isEmpty()
                && record.files().isEmpty()
                && record.documents().isEmpty()
                && record.claims().isEmpty()
                && record.appointments().isEmpty();
    }

    private static Set<SealId> seals(ReleasedRecord record) {
        Set<SealId> seals = new HashSet<>();
        record.notes().forEach(note -> seals.add(note.seal()));
        record.prescriptions().forEach(prescription -> seals.add(prescription.seal()));
        record.files().forEach(file -> seals.add(file.seal()));
        record.documents().forEach(document -> document.seal().ifPresent(seals::add));
        return seals;
    }

    /** One note. */
    String note(String base, String grant, String id) {
        PatientId patient = patient(base, grant);
        ReadNotes.View note = notes.read(actor, patient, NoteId.parse(id));
        basis(patient, note.category(), note.id().value());
        models.put("note", note);
        models.put(
                "badges",
                badges.of(note.versions().stream()
                        .map(ReadNotes.SignedVersion::seal)
                        .toList()));
        return "released/note";
    }

    /** One prescription. */
    String prescription(String base, String grant, String id) {
        PatientId patient = patient(base, grant);
        ReadPrescriptions.View view = prescriptions.read(actor, patient, PrescriptionId.parse(id));
        basis(patient, RecordCategory.MEDICATION, view.id().value());
        models.put("rx", view);
        models.put("line", plain.of(view));
        models.put("badges", badges.of(List.of(view.seal())));
        return "released/prescription";
    }

    /** One document. */
    String document(String base, String grant, String id) {
        PatientId patient = patient(base, grant);
        ReadDocuments.View document = documents.read(actor, patient, DocumentId.parse(id));
        basis(patient, document.category(), document.id().value());
        documentView.show(document);
        return "released/document";
    }

    /** One claim. */
    String claim(String base, String grant, String id) {
        PatientId patient = patient(base, grant);
        ReadClaims.View claim = claims.read(actor, patient, ClaimId.parse(id));
        basis(patient, RecordCategory.CLAIMS, claim.id().value());
        claimView.show(claim);
        return "released/claim";
    }

    /** One result. */
    String report(String base, String grant, String id) {
        PatientId patient = patient(base, grant);
        ReleasedReports.Report report = reports.show(actor, LabReportId.parse(id));
        if (!report.patient().equals(patient)) {
            throw new NotFound("lab-report", id);
        }
        basis(patient, report.category(), report.id().value());
        reportView.show(report, base + "/" + grant + "/reports", "");
        return "released/report";
    }

    /** Says on what a record is open that was just read. */
    private void basis(PatientId patient, RecordCategory category, UUID record) {
        models.put("basis", basisWords.of(openReleased.basis(actor, patient, category, record)));
    }

    private PatientId patient(String base, String grant) {
        models.put("back", base + "/" + grant);
        return openReleased.patient(actor, GrantId.parse(grant));
    }
}
