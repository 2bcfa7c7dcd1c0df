package org.chartseal.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import org.chartseal.domain.ledger.LedgerCommand.SuspendPractitioner;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.shared.ChartsealException;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayFailuresTest {

    private static final String SEAL = "00000000-0000-4000-8000-0000000000a1.1";

    @Test
    void aRefusalInTheDetailsKeepsItsCodeItsSealAndItsCause() {
        GatewayException failure = detailed("chaincode response 500, SEAL_CONFLICT " + SEAL);

        ChartsealException meaning = GatewayFailures.meaning(failure);

        assertThat(meaning).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("SEAL_CONFLICT");
            assertThat(refused.facts()).isEqualTo(Map.of("seal", SEAL));
            assertThat(refused).hasCause(failure);
        });
    }

    @Test
    void aRefusalOfAnEvaluationStandsInTheStatusItself() {
        GatewayException failure = new GatewayException(Status.UNKNOWN
                .withDescription("evaluate call to endorser returned error: chaincode response 500, ARGUMENT_MALFORMED")
                .asRuntimeException());

        assertThat(GatewayFailures.meaning(failure))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("ARGUMENT_MALFORMED"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chaincode response 500, Error during contract method execution",
                "chaincode response 500, SEAL_CONFLICT and more words",
                "error in simulation: failed to execute transaction: timeout expired",
                "ERROR"
            })
    void whatHasNoCodeIsAnOutageAndNeverARefusal(String said) {
        assertThat(GatewayFailures.meaning(detailed(said)))
                .isInstanceOfSatisfying(
                        Unavailable.class, away -> assertThat(away.part()).isEqualTo("ledger"));
    }

    @Test
    void onlyAPeerThatSaysSoHasNoSuchTransaction() {
        assertThat(GatewayFailures.saysAbsent(
                        detailed("chaincode response 500, Failed to get block for txID x, error no such transaction ID"
                                + " [x] in index")))
                .isTrue();
        assertThat(GatewayFailures.saysAbsent(detailed("chaincode response 500, Failed to read the disk")))
                .isFalse();
        assertThat(GatewayFailures.saysAbsent(new GatewayException(Status.UNAVAILABLE.asRuntimeException())))
                .isFalse();
    }

    @Test
    void anArgumentIsCanonicalJson() {
        KitSigner author = new KitSigner();
        ContractCall call = ContractCall.of(new SuspendPractitioner(new LedgerPractitionerId(author.id)));

        assertThat(call.function()).isEqualTo("SuspendPractitioner");
        assertThat(call.argument()).isEqualTo("{\"practitioner\":\"" + author.id + "\"}");
    }

    private static GatewayException detailed(String message) {
        ErrorDetail detail = ErrorDetail.newBuilder()
                .setAddress("localhost:7051")
                .setMspId("HospitalA")
                .setMessage(message)
                .build();
        return new GatewayException(StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.ABORTED.value())
                .setMessage("failed to endorse transaction, see attached details for more info")
                .addDetails(Any.pack(detail))
                .build()));
    }
}
