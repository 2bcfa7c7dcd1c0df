package org.chartseal.ledger.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.hyperledger.fabric.client.Contract;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product's own contract is what a client finds under the chaincode's name. */
class ChartsealContractTest {

    private static final String PRACTITIONER = "0a4cbb2e-9a7a-4f1c-8b7c-6f0d8b2f7d11";

    @Test
    void itRunsUnchanged(@TempDir Path folder) throws Exception {
        try (RunningLedger ledger = SoloLedger.start(folder, 0);
                SoloClient client = SoloClient.connect(ledger.profile())) {
            Contract contract = client.network().getContract("chartseal");
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            String key = Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPublic().getEncoded());

            contract.submitTransaction(
                    "RegisterPractitioner",
                    new JSONObject()
                            .put("practitioner", PRACTITIONER)
                            .put("publicKey", key)
                            .toString());

            String found = new String(
                    contract.evaluateTransaction(
                            "ReadPractitioner",
                            new JSONObject().put("practitioner", PRACTITIONER).toString()),
                    UTF_8);
            assertThat(new JSONObject(found).getString("publicKey")).isEqualTo(key);
        }
    }
}
