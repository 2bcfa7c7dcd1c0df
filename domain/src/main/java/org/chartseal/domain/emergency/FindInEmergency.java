package org.chartseal.domain.emergency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * Finds a patient whose record a doctor has to open in an emergency, by facts that only who has the patient before them
 * knows. It answers what tells one person from another and nothing else, and keeps that it did in the access log.
 */
@ApplicationScoped
public class FindInEmergency {

    /** More people than this do not share a whole name and a birth date. */
    static final int MOST = 10;

    private final EntityManager entities;
    private final AccessLog accessLog;
    private final Clock clock;

    @Inject
    public FindInEmergency(EntityManager entities, AccessLog accessLog, Clock clock) {
        this.entities = entities;
        this.accessLog = accessLog;
        this.clock = clock;
    }

    /** Who it is. */
    public record Found(PatientId id, PersonName name, LocalDate birthDate, Sex sex, String number) {}

    /**
     * The patient with exactly that number of the hospital, if there is one.
     *
     * @throws Refused {@code emergency-search-empty}, or that the actor may not open records in an emergency
     */
    @Transactional
    public List<Found> byNumber(Actor actor, String number) {
        new MayOpenInEmergency(entities, clock).require(actor);
        if (number.isBlank()) {
            throw Refused.because("emergency-search-empty").at("number");
        }
        return kept(
                actor,
                entities.createQuery("SELECT p FROM Patient p WHERE p.number = :number", Patient.class)
                        .setParameter("number", number.strip())
                        .getResultList());
    }

    /**
     * The patients born on that day whose name has every one of the words, each of them whole; case and accents do not
     * matter.
     *
     * @throws Refused {@code emergency-search-empty} without a name, {@code emergency-search-wide} when it fits too many, or
     *     that the actor may not open records in an emergency
     */
    @Transactional
    public List<Found> byNameAndBirth(Actor actor, String name, LocalDate born) {
        new MayOpenInEmergency(entities, clock).require(actor);
        Set<String> words = words(name);
        if (words.isEmpty()) {
            throw Refused.because("emergency-search-empty").at("name");
        }
        List<Patient> fitting = entities.createQuery(
                        "SELECT p FROM Patient p WHERE p.birthDate = :born ORDER BY p.familyName, p.givenName, p.id",
                        Patient.class)
                .setParameter("born", born)
                .getResultStream()
                .filter(patient -> words(patient.name().full()).containsAll(words))
                .toList();
        if (fitting.size() > MOST) {
            throw Refused.because("emergency-search-wide").at("name");
        }
        return kept(actor, fitting);
    }

    /**
     * Who the patient is whose record refused the doctor.
     *
     * @throws NotFound when there is no such patient
     */
    @Transactional
    public Found byId(Actor actor, PatientId id) {
        new MayOpenInEmergency(entities, clock).require(actor);
        Patient patient = Optional.ofNullable(entities.find(Patient.class, id.value()))
                .orElseThrow(() -> new NotFound("patient", id));
        return kept(actor, List.of(patient)).get(0);
    }

    /** What the doctor has open in emergencies now, the one that ends first first; that the doctor saw who is kept. */
    @Transactional
    public List<EmergencyView> openNow(Actor actor) {
        Practitioner practitioner = new MayOpenInEmergency(entities, clock).require(actor);
        List<EmergencyView> open = new EmergencyQueries(entities, clock.instant()).open(practitioner.id());
        new EmergencyLog(accessLog)
                .open(actor, open.stream().map(access -> access.patient().id()).toList(), clock.instant());
        return open;
    }

    private List<Found> kept(Actor actor, List<Patient> patients) {
        EmergencyLog log = new EmergencyLog(accessLog);
        patients.forEach(patient -> log.searched(actor, patient.id(), clock.instant()));
        return patients.stream()
                .map(patient ->
                        new Found(patient.id(), patient.name(), patient.birthDate(), patient.sex(), patient.number()))
                .toList();
    }

    private static Set<String> words(String name) {
        return Arrays.stream(PersonName.fold(name).split("[\\s,]+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
