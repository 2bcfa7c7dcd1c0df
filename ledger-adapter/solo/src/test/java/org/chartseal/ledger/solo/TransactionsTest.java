package org.chartseal.ledger.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionsTest {

    @Test
    void whatIsSubmittedCanBeRead(@TempDir Path folder) throws Exception {
        try (RunningLedger ledger = SoloLedger.start(folder, 0);
                SoloClient client = SoloClient.connect(ledger.profile())) {
            client.keys().submitTransaction("put", "a", "1");

            assertThat(new String(client.keys().evaluateTransaction("get", "a"), UTF_8))
                    .isEqualTo("1");
            assertThat(ledger.height()).isEqualTo(2);
        }
    }
}
