package org.chartseal.web.reception;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.AppointmentId;
import org.chartseal.domain.scheduling.AppointmentView;
import org.chartseal.domain.scheduling.Bookables;
import org.chartseal.domain.scheduling.FindFreeSlots;
import org.chartseal.domain.scheduling.PatientAppointments;
import org.chartseal.domain.scheduling.SlotView;
import org.chartseal.domain.scheduling.VisitTypeId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;

/** Finds a free time by practitioner or speciality and kind of visit; also where an appointment can be moved to. */
@Path("/reception/slots")
@Controller
@RequestScoped
public class SlotsPage {

    private static final int MOST = 60;
    private static final int DAYS = 14;

    @Inject
    private Models models;

    @Inject
    private Actor actor;

    @Inject
    private Bookables bookables;

    @Inject
    private FindFreeSlots slots;

    @Inject
    private PatientAppointments appointments;

    @Inject
    private Form form;

    @Inject
    private Clock clock;

    /** The question and the free times that answer it. */
    @GET
    public String find(
            @QueryParam("practitioner") @DefaultValue("") String practitioner,
            @QueryParam("speciality") @DefaultValue("") String speciality,
            @QueryParam("visitType") @DefaultValue("") String visitType,
            @QueryParam("first") @DefaultValue("") String first,
            @QueryParam("last") @DefaultValue("") String last,
            @QueryParam("move") @DefaultValue("") String move) {
        List<Bookables.VisitTypeChoice> types = bookables.visitTypes(actor);
        LocalDate from = date(first, "first", LocalDate.ofInstant(clock.instant(), clock.getZone()));
        LocalDate until = date(last, "last", from.plusDays(DAYS));
        Optional<AppointmentView> moved =
                move.isBlank() ? Optional.empty() : Optional.of(appointments.one(actor, AppointmentId.parse(move)));
        String type = moved.map(view -> view.visitType().toString())
                .orElse(
                        visitType.isBlank() && !types.isEmpty()
                                ? types.get(0).id().toString()
                                : visitType);
        String with = practitioner.isBlank() && speciality.isBlank()
                ? moved.map(view -> view.practitioner().toString()).orElse("")
                : practitioner;
        models.put("practitioner", with);
        models.put("speciality", speciality);
        models.put("visitType", type);
        models.put("first", from);
        models.put("last", until);
        moved.ifPresent(view -> models.put("moved", view));
        models.put("visitTypes", types);
        models.put("practitioners", bookables.practitioners());
        models.put("specialities", bookables.specialities());
        models.put(
                "slots",
                type.isBlank() || form.wrong() ? List.of() : found(with, speciality, type, from, until, moved));
        return "reception/slots";
    }

    private List<SlotView> found(
            String practitioner,
            String speciality,
            String visitType,
            LocalDate first,
            LocalDate last,
            Optional<AppointmentView> moved) {
        try {
            return slots.find(
                    actor,
                    new FindFreeSlots.Query(
                            practitioner.isBlank() ? Optional.empty() : Optional.of(PractitionerId.parse(practitioner)),
                            speciality.isBlank() ? Optional.empty() : Optional.of(speciality),
                            VisitTypeId.parse(visitType),
                            moved.map(AppointmentView::patient),
                            first,
                            last,
                            MOST));
        } catch (Refused refused) {
            form.add(refused);
            return List.of();
        }
    }

    private LocalDate date(String text, String field, LocalDate otherwise) {
        try {
            return text.isBlank() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            form.add(field, "reception.date-wrong");
            return otherwise;
        }
    }
}
