package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.care.NoteId;
import org.chartseal.domain.care.ReadNotes;
import org.chartseal.domain.claims.ClaimId;
import org.chartseal.domain.claims.ReadClaims;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.filing.DocumentId;
import org.chartseal.domain.filing.ReadDocuments;
import org.chartseal.domain.laboratory.LabReportId;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.prescribing.PrescriptionId;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.domain.prescribing.ReadPrescriptions.View;
import org.chartseal.domain.records.ReadVersions;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.scheduling.PatientAppointments;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.web.care.Badges;
import org.chartseal.web.claims.ClaimView;
import org.chartseal.web.filing.DocumentView;
import org.chartseal.web.laboratory.ReportView;
import org.chartseal.web.security.ActingPerson;
import org.chartseal.web.versions.PatientVersionsPage;
import org.chartseal.web.versions.VersionsView;

/** The record of someone for whom the person acts: their pages as they see them, as far as the grant says. */
@Path("/patient/for/{patient}")
@Controller
@RequestScoped
public class ActForPages {

    @PathParam("patient")
    private String id = "";

    @Inject
    private ReleasedReports reports;

    @Inject
    private ReportView reportView;

    @Inject
    private ReadPrescriptions prescriptions;

    @Inject
    private PlainPrescriptions plain;

    @Inject
    private ReadNotes notes;

    @Inject
    private ReadVersions versions;

    @Inject
    private VersionsView versionsView;

    @Inject
    private ReadDocuments filed;

    @Inject
    private DocumentView documentView;

    @Inject
    private ReadClaims claims;

    @Inject
    private ClaimView claimView;

    @Inject
    private PatientAppointments appointments;

    @Inject
    private Badges badges;

    @Inject
    private ActingFrame frame;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    /** What is new, what to take, and the way to the rest. */
    @GET
    public Response overview() {
        Set<RecordCategory> open = frame.open(patient()).open();
        if (open.contains(RecordCategory.LABORATORY)) {
            models.put("reports", reports.list(actor(), patient()));
        }
        if (open.contains(RecordCategory.MEDICATION)) {
            models.put(
                    "active",
                    plain.of(prescriptions.all(actor(), patient()).stream()
                            .filter(View::active)
                            .toList()));
        }
        return Response.ok("patient/acting").build();
    }

    /** All released reports. */
    @GET
    @Path("results")
    public Response results() {
        models.put("reports", reports.list(actor(), patient()));
        return around("patient/results");
    }

    /** One report of that patient. */
    @GET
    @Path("results/{report}")
    public Response result(@PathParam("report") String report) {
        ReleasedReports.Report shown = reports.show(actor(), LabReportId.parse(report));
        if (!shown.patient().equals(patient())) {
            throw new NotFound("lab-report", report);
        }
        reportView.show(shown, ActingFrame.base(patient()) + "/results", "");
        return around("patient/result");
    }

    /** What to take now, and what is over. */
    @GET
    @Path("prescriptions")
    public Response prescriptions() {
        List<View> all = prescriptions.all(actor(), patient());
        models.put("active", plain.of(all.stream().filter(View::active).toList()));
        models.put("past", plain.of(all.stream().filter(view -> !view.active()).toList()));
        models.put("badges", badges.of(all.stream().map(View::seal).toList()));
        return around("patient/prescriptions");
    }

    /** One, with its proof. */
    @GET
    @Path("prescriptions/{prescription}")
    public Response prescription(@PathParam("prescription") String prescription) {
        View view = prescriptions.read(actor(), patient(), PrescriptionId.parse(prescription));
        models.put("line", plain.of(view));
        models.put("rx", view);
        models.put("badges", badges.of(List.of(view.seal())));
        return around("patient/prescription");
    }

    /** The signed notes. */
    @GET
    @Path("notes")
    public Response notes() {
        List<ReadNotes.Summary> signed = notes.signed(actor(), patient());
        models.put("notes", signed);
        models.put(
                "badges", badges.of(signed.stream().map(ReadNotes.Summary::seal).toList()));
        return around("patient/notes");
    }

    /** One, with every version that was signed. */
    @GET
    @Path("notes/{note}")
    public Response note(@PathParam("note") String note) {
        ReadNotes.View view = notes.read(actor(), patient(), NoteId.parse(note));
        models.put("note", view);
        models.put(
                "badges",
                badges.of(view.versions().stream()
                        .map(ReadNotes.SignedVersion::seal)
                        .toList()));
        return around("patient/note");
    }

    /** What was signed, and signed again, of a record. */
    @GET
    @Path("records/{record}/versions")
    public Response versions(@PathParam("record") String record, @BeanParam VersionsView.Asked asked) {
        ReadVersions.Chain chain = versions.read(actor(), patient(), RecordId.parse(record), asked.choice());
        frame.around(patient());
        return versionsView.show(
                chain, asked, ActingFrame.base(patient()) + PatientVersionsPage.home(chain), PatientVersionsPage.VIEW);
    }

    /** The documents and files of the record. */
    @GET
    @Path("documents")
    public Response documents() {
        List<ReleasedReports.Document> documents = reports.documents(actor(), patient());
        models.put("documents", documents);
        models.put(
                "badges",
                badges.of(documents.stream().map(ReleasedReports.Document::seal).collect(Collectors.toSet())));
        documentView.list(filed.list(actor(), patient()));
        return around("patient/documents");
    }

    /** One that was filed, as it was signed last. */
    @GET
    @Path("documents/{document}")
    public Response document(@PathParam("document") String document) {
        documentView.show(filed.read(actor(), patient(), DocumentId.parse(document)));
        return around("patient/document");
    }

    /** What was claimed of an insurer. */
    @GET
    @Path("claims")
    public Response claims() {
        claimView.list(claims.list(actor(), patient()));
        return around("patient/claims");
    }

    /** One claim, as it was signed last. */
    @GET
    @Path("claims/{claim}")
    public Response claim(@PathParam("claim") String claim) {
        claimView.show(claims.read(actor(), patient(), ClaimId.parse(claim)));
        return around("patient/claim");
    }

    /** What comes, and what was. */
    @GET
    @Path("appointments")
    public Response appointments() {
        PatientAppointments.ComingAndPast all = appointments.of(actor(), patient());
        models.put("coming", all.coming());
        models.put("past", all.past());
        return around("patient/appointments");
    }

    private Response around(String view) {
        frame.around(patient());
        return Response.ok(view).build();
    }

    private Actor actor() {
        return person.actor().asPerson();
    }

    private PatientId patient() {
        return PatientId.parse(id);
    }
}
