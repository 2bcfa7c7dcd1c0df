package org.chartseal.domain.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chartseal.domain.people.PatientDesk.RECEPTION;
import static org.chartseal.domain.people.PatientDesk.details;

import java.util.List;
import org.chartseal.domain.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindPatientsIT {

    private static TestDatabase database;

    @BeforeAll
    static void register() {
        database = TestDatabase.fresh();
        database.transact(entities -> {
            PatientDesk desk = new PatientDesk(entities);
            desk.known(details("Élodie", "Fournier", "1980-05-04", "+33 1 70 18 99 00"));
            desk.known(details("明", "李", "1991-12-31", ""));
            desk.known(details("Анна", "Смирнова", "1975-02-28", ""));
            desk.known(details("فاطمة", "الزهراء", "1988-07-07", ""));
            desk.known(details("Siobhán", "Fourneaux", "2001-01-09", ""));
            desk.known(details("100%", "Under_score", "1960-06-06", "", new Identifier("passport", "XY 77")));
        });
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "elodie, Fournier",
        "FOURNIER Élo, Fournier",
        "李明, 李",
        "李 明, 李",
        "李, 李",
        "смирн, Смирнова",
        "فاطمة, الزهراء",
        "100003, Смирнова",
        "04.05.1980, Fournier",
        "5/4/1980, Fournier",
        "1980-05-04, Fournier",
        "4 May 1980, Fournier",
        "elodie 4.5.1980, Fournier",
        "01 70 18 99 00, Fournier",
        "0033-170-189900, Fournier",
        "siobhan, Fourneaux",
        "100%, Under_score",
        "under_, Under_score",
        "xy 77, Under_score",
        "fornier elodie, Fournier",
    })
    void whatIsSaidAtTheDeskFindsThePerson(String text, String family) {
        assertThat(found(text)).first().isEqualTo(family);
    }

    @Test
    void namesThatBeginWithTheWordComeFirstAndNothingElseComesWithThem() {
        assertThat(found("fourn")).containsExactlyInAnyOrder("Fournier", "Fourneaux");
        assertThat(found("31.12.1991")).containsExactly("李");
        assertThat(found("nobody of this name")).isEmpty();
        assertThat(found("  ")).isEmpty();
    }

    @Test
    void theLimitHolds() {
        List<PatientRow> found = database.inTransaction(
                entities -> new PatientDesk(entities).find().find(RECEPTION, "fourn", 1));

        assertThat(found).hasSize(1);
    }

    @Test
    void aListLookedAtAgainIsKeptAsOneRead() {
        found("смирнова");
        found("смирнова");
        database.transact(entities -> assertThat(entities.createNativeQuery(
                                "SELECT count(*) FROM access_log l JOIN patient p ON p.id = l.patient_id "
                                        + "WHERE p.family_name = 'Смирнова' AND l.what = 'patient-search'",
                                Long.class)
                        .getSingleResult())
                .isEqualTo(1L));
    }

    private static List<String> found(String text) {
        return database.inTransaction(entities -> new PatientDesk(entities)
                .find().find(RECEPTION, text, 20).stream()
                        .map(row -> row.name().family())
                        .toList());
    }
}
