package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.MyGrants;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.ReadView;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.consent.WhoReadMyRecord;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.domain.scheduling.AppointmentView;
import org.chartseal.domain.scheduling.PatientAppointments;

/** Opens a patient's own record at a glance: what comes next, what to take, what is new, who may read and who did. */
@ApplicationScoped
public class OpenDashboard {

    private static final int READS = 3;

    private final OpenRecord door;
    private final PatientAppointments appointments;
    private final ReadPrescriptions prescriptions;
    private final ReleasedReports reports;
    private final MyGrants grants;
    private final WhoReadMyRecord reads;

    @Inject
    public OpenDashboard(
            OpenRecord door,
            PatientAppointments appointments,
            ReadPrescriptions prescriptions,
            ReleasedReports reports,
            MyGrants grants,
            WhoReadMyRecord reads) {
        this.door = door;
        this.appointments = appointments;
        this.prescriptions = prescriptions;
        this.reports = reports;
        this.grants = grants;
        this.reads = reads;
    }

    /**
     * A patient's record at a glance.
     *
     * @param active what to take today
     * @param reports all that are released, newest specimen first
     * @param readers who may read now
     * @param unusual how many unusual reads the patient was not shown yet
     * @param reads the last ones by others, newest first
     */
    public record Dashboard(
            Optional<AppointmentView> next,
            List<ReadPrescriptions.View> active,
            List<ReleasedReports.Summary> reports,
            List<MyGrants.Holder> readers,
            int unusual,
            List<ReadView> reads) {}

    /**
     * The patient's own.
     *
     * @throws org.chartseal.domain.shared.Refused {@code role-missing} or {@code not-a-patient}
     */
    @Transactional
    public Dashboard open(Actor actor) {
        actor.require(Role.PATIENT);
        PatientId patient = actor.requirePatient();
        door.open(actor, patient, RecordCategory.SUMMARY, "dashboard", Optional.empty());
        return new Dashboard(
                appointments.next(patient),
                prescriptions.of(patient).stream()
                        .filter(ReadPrescriptions.View::active)
                        .toList(),
                reports.of(patient),
                grants.holding(patient),
                reads.unusualNews(patient),
                reads.byOthers(patient, READS));
    }
}
