package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import org.chartseal.domain.consent.ActingFor;
import org.chartseal.domain.consent.ActingFor.Represented;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.web.security.ActingPerson;

/** Puts around a page that it is somebody else's record, and whose. */
@RequestScoped
public class ActingFrame {

    @Inject
    private ActingFor actingFor;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    /**
     * What a page knows of whom it is about.
     *
     * @param base address of that patient's pages
     */
    public record Acting(String base, Represented who) {

        static Acting of(Represented who) {
            return new Acting(ActingFrame.base(who.patient()), who);
        }

        /** Whether that part of the record may be read, by its code. */
        public boolean opens(String category) {
            return who.open().stream().anyMatch(each -> each.code().equals(category));
        }
    }

    /** Address of a patient's pages for who acts for them. */
    static String base(PatientId patient) {
        return "/patient/for/" + patient;
    }

    /** Opens the record for a page that reads nothing else of it before. */
    Represented open(PatientId patient) {
        Represented who = actingFor.one(person.actor(), patient);
        models.put("acting", Acting.of(who));
        return who;
    }

    /** On a page that has opened something of the record by itself. */
    void around(PatientId patient) {
        Represented who = actingFor.all(person.actor()).stream()
                .filter(each -> each.patient().equals(patient))
                .findFirst()
                .orElseThrow(() -> new NotFound("patient", patient));
        models.put("acting", Acting.of(who));
    }
}
