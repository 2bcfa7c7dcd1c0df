package org.chartseal.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.chartseal.domain.audit.AccessLogEntry.Opened;
import org.chartseal.domain.audit.AccessLogEntry.Reader;
import org.chartseal.domain.audit.AccessOrigin.Origin;
import org.chartseal.domain.audit.LoggedRead.Ground;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggedReadTest {

    private static final UUID ID = new UUID(1, 2);

    @Test
    void theTextNamesWhatTheRowHasInOrder() {
        LoggedRead read = new LoggedRead(
                ID,
                Instant.parse("2026-11-21T09:00:00.123456789Z"),
                new Reader("osei", "doctor", Optional.of(new PractitionerId(ID))),
                new Opened(new PatientId(ID), "laboratory", "lab-report", Optional.of(ID)),
                OptionalInt.of(2),
                new Ground("treatment", "grant", Optional.of(ID), true),
                new Origin("St. Mary", "192.0.2.7"));
        assertThat(read.canonicalText())
                .isEqualTo(
                        "{\"account\":\"osei\",\"allowed\":true,\"at\":\"2026-11-21T09:00:00.123456Z\",\"basis\":\"grant\","
                                + "\"basisId\":\"" + ID + "\",\"category\":\"laboratory\",\"entry\":\"" + ID
                                + "\",\"from\":\"192.0.2.7\",\"organisation\":\"St. Mary\",\"patient\":\"" + ID
                                + "\",\"practitioner\":\"" + ID + "\",\"purpose\":\"treatment\",\"record\":\"" + ID
                                + "\",\"role\":\"doctor\",\"version\":2,\"what\":\"lab-report\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a\"b\\c", "\b\f\n\r\t", "\u0001\u001f\u007f\u2028", "Élodie 李 \uD83D\uDE00", "</script>/"})
    void theTextIsAsRfc8785WritesIt(String odd) throws IOException {
        LoggedRead read = new LoggedRead(
                ID,
                Instant.EPOCH,
                new Reader(odd, odd, Optional.empty()),
                new Opened(new PatientId(ID), odd, odd, Optional.empty()),
                OptionalInt.empty(),
                new Ground(odd, odd, Optional.empty(), false),
                new Origin(odd, odd));
        assertThat(new JsonCanonicalizer(read.canonicalText()).getEncodedString())
                .isEqualTo(read.canonicalText());
        assertThat(read.canonicalText()).contains("\"at\":\"1970-01-01T00:00:00.000000Z\"");
    }
}
