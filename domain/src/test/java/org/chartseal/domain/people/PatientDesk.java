package org.chartseal.domain.people;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestPeople;

/** The use cases of the reception desk, wired over one persistence context. */
final class PatientDesk {

    static final Clock CLOCK = Clock.fixed(TestPeople.NOW, ZoneId.of("Europe/Berlin"));
    static final Actor RECEPTION = Actor.staff("reception", Role.RECEPTIONIST);

    private final EntityManager entities;

    PatientDesk(EntityManager entities) {
        this.entities = entities;
    }

    RegisterPatient register() {
        return new RegisterPatient(
                entities,
                duplicates(),
                new TestKeys(),
                new LedgerOutbox(entities, CLOCK),
                new ActivityLog(entities, CLOCK),
                UUID::randomUUID,
                CLOCK);
    }

    FindDuplicates duplicates() {
        return new FindDuplicates(entities, lists());
    }

    FindPatients find() {
        return new FindPatients(entities, lists());
    }

    CorrectPatient correct() {
        return new CorrectPatient(
                entities,
                new OpenRecord(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), CLOCK),
                new ActivityLog(entities, CLOCK),
                CLOCK);
    }

    ViewPatient view() {
        return new ViewPatient(
                entities,
                new OpenRecord(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), CLOCK),
                CLOCK);
    }

    private OpenList lists() {
        return new OpenList(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), CLOCK);
    }

    PatientId known(PatientDetails details) {
        return register()
                .register(RECEPTION, new RegisterPatient.Command(details, "someone else"))
                .id();
    }

    static PatientDetails details(String given, String family, String born, String phone, Identifier... identifiers) {
        return new PatientDetails(
                new PersonName(given, family),
                LocalDate.parse(born),
                Sex.UNKNOWN,
                new Contact(phone, "", "", ""),
                Set.of(identifiers));
    }
}
