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
                        new PartState(
                                "database",
                                "running",
                                false,
                                OptionalLong.of(42),
                                OptionalLong.of(1000),
                                "127.0.0.1:20001"),
                        new PartState(
                                "ledger", "running", true, OptionalLong.empty(), OptionalLong.empty(), "peer:7051")),
                "fabric",
                OptionalLong.of(7),
                OptionalLong.empty());

        assertThat(report.toJson())
                .hasToString("{\"state\":\"degraded\",\"url\":\"http://localhost:8080\",\"parts\":["
                        + "{\"name\":\"database\",\"state\":\"running\",\"pid\":42,\"memory\":1000,"
                        + "\"external\":false,\"endpoint\":\"127.0.0.1:20001\"},"
                        + "{\"name\":\"ledger\",\"state\":\"running\",\"pid\":null,\"memory\":null,"
                        + "\"external\":true,\"endpoint\":\"peer:7051\"}],"
                        + "\"ledger\":{\"kind\":\"fabric\",\"height\":7,\"pendingSeals\":null}}");
    }
}
