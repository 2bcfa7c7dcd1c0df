package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.UnusualRead.Facts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusualReadTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a visit is near               | true  | true  | false | false | false | false | 1  | 10:00    |
            no visit                      | true  | false | false | false | false | false | 1  | 10:00    | NO_VISIT_NEAR
            the laboratory needs no visit | false | false | false | false | false | false | 1  | 10:00    |
            the same family name          | true  | true  | true  | false | false | false | 1  | 10:00    | NAMESAKE
            the same address              | true  | true  | false | true  | false | true  | 1  | 10:00    | NEIGHBOUR
            same name and same address    | true  | true  | true  | true  | false | true  | 1  | 10:00    | NAMESAKE,NEIGHBOUR
            a patient too                 | true  | true  | false | false | false | true  | 1  | 10:00    | ALSO_PATIENT
            acts for the patient          | true  | true  | false | false | true  | true  | 1  | 10:00    | RELATIVE
            nineteen in ten minutes       | true  | true  | false | false | false | false | 19 | 10:00    |
            twenty in ten minutes         | true  | true  | false | false | false | false | 20 | 10:00    | MANY_IN_A_ROW
            before the night              | true  | true  | false | false | false | false | 1  | 21:59:59 |
            at ten in the evening         | true  | true  | false | false | false | false | 1  | 22:00    | AT_NIGHT
            after midnight                | true  | true  | false | false | false | false | 1  | 00:00    | AT_NIGHT
            before six                    | true  | true  | false | false | false | false | 1  | 05:59:59 | AT_NIGHT
            at six                        | true  | true  | false | false | false | false | 1  | 06:00    |
            everything at once            | true  | false | true  | true  | true  | true  | 99 | 03:00    | NO_VISIT_NEAR,NAMESAKE,RELATIVE,NEIGHBOUR,MANY_IN_A_ROW,AT_NIGHT
            """)
    void whatStandsOut(
            String name,
            boolean treating,
            boolean visit,
            boolean sameName,
            boolean sameAddress,
            boolean proxy,
            boolean patient,
            int patients,
            LocalTime time,
            @org.jspecify.annotations.Nullable String expected) {
        Set<UnusualRead> reasons = expected == null
                ? Set.of()
                : Arrays.stream(expected.split(",")).map(UnusualRead::valueOf).collect(Collectors.toSet());
        assertThat(UnusualRead.of(new Facts(treating, visit, sameName, sameAddress, proxy, patient, patients, time)))
                .isEqualTo(reasons);
    }
}
