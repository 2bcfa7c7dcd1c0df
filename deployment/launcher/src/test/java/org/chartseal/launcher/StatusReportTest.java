package org.chartseal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.chartseal.launcher.StatusReport.PartState;
import org.junit.jupiter.api.Test;

class StatusReportTest {

    @Test
    void the_JSON_is_as_programs_expect_it() {
        StatusReport report = new StatusReport(
                StatusReport.State.DEGRADED,
                "http://localhost:8080",
                List.of(
                        new PartState("database", "running", OptionalLong.of(42), "127.0.0.1:20001"),
                        new PartState("ledger", "stopped", OptionalLong.empty(), "127.0.0.1:20002")),
                OptionalLong.of(7),
                OptionalLong.empty());

        assertThat(report.toJson())
                .hasToString("{\"state\":\"degraded\",\"url\":\"http://localhost:8080\",\"parts\":["
                        + "{\"name\":\"database\",\"state\":\"running\",\"pid\":42,\"endpoint\":\"127.0.0.1:20001\"},"
                        + "{\"name\":\"ledger\",\"state\":\"stopped\",\"pid\":null,\"endpoint\":\"127.0.0.1:20002\"}],"
                        + "\"ledger\":{\"kind\":\"solo\",\"height\":7,\"pendingSeals\":null}}");
    }
}
