package org.chartseal.domain.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.RoomId;
import org.chartseal.domain.records.CanonicalContent;
import org.chartseal.domain.testing.FhirRules;
import org.chartseal.domain.testing.GoldenContent;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AppointmentContentTest {

    private static final Instant START = Instant.parse("2026-11-25T10:30:00Z");

    @Test
    void anAppointmentIsOneResource() throws IOException {
        GoldenContent.isKept("appointment", new Facts().resource());
    }

    @Test
    void aCancelledOneSaysWhy() throws IOException {
        Facts facts = new Facts();
        facts.status = AppointmentStatus.CANCELLED;
        GoldenContent.isKept("appointment-cancelled", facts.resource());
    }

    @ParameterizedTest
    @EnumSource
    void everyStatusHasAWordOfFhirs(AppointmentStatus status) {
        Facts facts = new Facts();
        facts.status = status;
        assertThat(FhirRules.broken(CanonicalContent.of(facts.resource()))).isEmpty();
    }

    @Test
    void everyFieldCounts() {
        Map<String, Resource> variants = new LinkedHashMap<>();
        for (AppointmentStatus status : AppointmentStatus.values()) {
            variants.put(status.code(), varied(facts -> facts.status = status));
        }
        variants.put("patient", varied(facts -> facts.patient = "other"));
        variants.put("practitioner", varied(facts -> facts.practitioner = "other"));
        variants.put("room", varied(facts -> facts.room = "other"));
        variants.put("visit type", varied(facts -> facts.visitType = "other"));
        variants.put("reason", varied(facts -> facts.reason = "Check"));
        variants.put("no reason", varied(facts -> facts.reason = ""));
        variants.put("start", varied(facts -> facts.start = START.plusSeconds(300)));
        variants.put("length", varied(facts -> facts.length = Duration.ofMinutes(25)));
        variants.put("booked", varied(facts -> facts.bookedAt = TestPeople.NOW.plusMillis(1)));
        GoldenContent.allDiffer(variants);
    }

    @Property(tries = 60)
    void equalAppointmentsAreEqualBytesAndOthersAreNot(@ForAll("facts") Facts one, @ForAll("facts") Facts other) {
        CanonicalContent first = CanonicalContent.of(one.resource());
        assertThat(CanonicalContent.of(one.resource())).isEqualTo(first);
        assertThat(CanonicalContent.of(first.resource())).isEqualTo(first);
        assertThat(CanonicalContent.of(other.resource()).equals(first))
                .isEqualTo(one.says().equals(other.says()));
        assertThat(FhirRules.broken(first)).isEmpty();
    }

    @Provide
    Arbitrary<Facts> facts() {
        Arbitrary<String> reasons = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\n', 'é', 'Ж', '磊', 'ا')
                .ofMaxLength(4);
        return Combinators.combine(
                        reasons,
                        Arbitraries.of(AppointmentStatus.class),
                        Arbitraries.integers().between(0, 3))
                .as((reason, status, late) -> {
                    Facts facts = new Facts();
                    facts.reason = reason;
                    facts.status = status;
                    facts.start = START.plusMillis(late);
                    return facts;
                });
    }

    private static Resource varied(Consumer<Facts> change) {
        Facts facts = new Facts();
        change.accept(facts);
        return facts.resource();
    }

    /** What an appointment says. */
    static final class Facts {

        private AppointmentStatus status = AppointmentStatus.BOOKED;
        private String patient = "patient";
        private String practitioner = "doctor";
        private String room = "room";
        private String visitType = "consultation";
        private String reason = "Cough for <3 weeks>";
        private Instant start = START;
        private Duration length = Duration.ofMinutes(20);
        private Instant bookedAt = TestPeople.NOW;

        private String says() {
            return status + " " + start + " " + reason.strip();
        }

        private Resource resource() {
            VisitType type = new VisitType(
                    new VisitTypeId(TestPeople.id(visitType)),
                    visitType,
                    "Consultation",
                    new VisitType.Length(20, 5),
                    new VisitType.Booking(true, false));
            Appointment appointment = new Appointment(
                    new AppointmentId(TestPeople.id("visit")),
                    new BookAppointment.Command(
                            TestPeople.id("form"),
                            new PatientId(TestPeople.id(patient)),
                            new PractitionerId(TestPeople.id(practitioner)),
                            type.id(),
                            start,
                            reason,
                            new VisitAccess(Optional.empty())),
                    new Slot(
                            new PractitionerId(TestPeople.id(practitioner)),
                            new RoomId(TestPeople.id(room)),
                            new TimeSpan(start, start.plus(length))),
                    type,
                    status != AppointmentStatus.PROPOSED,
                    new Account("reception"),
                    bookedAt);
            way(status)
                    .forEach(next -> appointment.become(
                            next, next == AppointmentStatus.CANCELLED ? "Ill & at home" : "", bookedAt));
            return AppointmentContent.of(appointment, type);
        }

        /** Over which moves it gets there. */
        private static List<AppointmentStatus> way(AppointmentStatus to) {
            return switch (to) {
                case PROPOSED, BOOKED -> List.of();
                case ARRIVED, CANCELLED, NO_SHOW -> List.of(to);
                case IN_ROOM -> List.of(AppointmentStatus.ARRIVED, to);
                case FULFILLED -> List.of(AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM, to);
            };
        }
    }
}
