package org.chartseal.domain.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chartseal.domain.emergency.EmergencyFixture.assertRefused;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindInEmergencyIT {

    private static final LocalDate BORN = LocalDate.of(1980, 5, 17);

    private EmergencyFixture hospital;

    @BeforeEach
    void open() {
        hospital = new EmergencyFixture();
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    @Test
    void whoKnowsTheNumberOrNameAndBirthDateFindsThePatient() {
        assertThat(numbered("N-Jane-Doe")).containsExactly("Jane Doe");
        assertThat(named("doe jané", BORN)).containsExactly("Jane Doe");
        assertThat(named("Doe", BORN)).containsExactly("Jane Doe");
        assertThat(hospital.clinic.count("""
                        access_log WHERE basis = 'emergency-search' AND what = 'emergency-search' AND allowed
                          AND account = 'Lind' AND category = 'demographics'""")).isEqualTo(3);
        assertThat(hospital.reads(hospital.clinic.lind)).isFalse();
    }

    @Test
    void partsOfWhatIdentifiesFindNobody() {
        assertThat(numbered("N-Jane")).isEmpty();
        assertThat(numbered("%")).isEmpty();
        assertThat(named("Do", BORN)).isEmpty();
        assertThat(named("%", BORN)).isEmpty();
        assertThat(named("Jane Roe", BORN)).isEmpty();
        assertThat(named("Jane Doe", BORN.plusDays(1))).isEmpty();
        assertThat(hospital.clinic.count("access_log")).isZero();
    }

    @Test
    void nothingListsEverybody() {
        assertRefused("emergency-search-empty", () -> numbered(" "));
        assertRefused("emergency-search-empty", () -> named(" , ", BORN));
        hospital.clinic.database.transact(entities -> {
            for (String family : List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K")) {
                TestPeople.patient(entities, "Mary", family);
            }
        });
        assertRefused("emergency-search-wide", () -> named("Mary", BORN));
        assertThat(hospital.clinic.count("access_log")).isZero();
    }

    @Test
    void onlyADoctorWithinTheirLicenceSearches() {
        assertRefused(
                "practitioner-not-verified", () -> search(use -> use.byNumber(hospital.clinic.haas, "N-Jane-Doe")));
        assertRefused("role-missing", () -> search(use -> use.byNumber(hospital.patient, "N-Jane-Doe")));
        assertRefused("role-missing", () -> search(use -> use.byNameAndBirth(hospital.patient, "Jane", BORN)));
        assertRefused(
                "role-missing", () -> search(use -> List.of(use.byId(hospital.patient, hospital.clinic.patient))));
    }

    @Test
    void whoseRecordRefusedTheDoctorIsToldAndKept() {
        assertThat(search(use -> List.of(use.byId(hospital.clinic.lind, hospital.clinic.patient))))
                .containsExactly("Jane Doe");
        assertThat(hospital.clinic.count("access_log WHERE basis = 'emergency-search'"))
                .isEqualTo(1);
        assertThatThrownBy(() ->
                        search(use -> List.of(use.byId(hospital.clinic.lind, new PatientId(TestPeople.id("nobody"))))))
                .isInstanceOf(NotFound.class);
    }

    private List<String> numbered(String number) {
        return search(use -> use.byNumber(hospital.clinic.lind, number));
    }

    private List<String> named(String name, LocalDate born) {
        return search(use -> use.byNameAndBirth(hospital.clinic.lind, name, born));
    }

    private List<String> search(Function<FindInEmergency, List<FindInEmergency.Found>> work) {
        return hospital.clinic.database.inTransaction(
                entities -> work.apply(new FindInEmergency(entities, new AccessLog(entities), hospital.clock)).stream()
                        .map(found -> found.name().full())
                        .toList());
    }
}
