package org.chartseal.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words are those of Fabric 3.1.5 with the part killed. */
class AwayPartTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONTRACT           | ABORTED             | failed to endorse transaction, see attached details | error in simulation: failed to execute transaction 1e: could not launch chaincode chartseal_09: connection refused
            OTHER_ORGANISATION | ABORTED             | failed to collect enough transaction endorsements | error in simulation: failed to execute transaction 1e: could not launch chaincode chartseal_09: connection refused
            OTHER_ORGANISATION | ABORTED             | failed to collect enough transaction endorsements | rpc error: code = Unavailable desc = connection error
            OTHER_ORGANISATION | FAILED_PRECONDITION | no combination of peers can be derived which satisfy the endorsement policy | x
            IDENTITY           | UNKNOWN             | evaluate call to endorser returned error: access denied: channel [emr] creator org [HospitalAMSP] | x
            ORDERERS           | UNAVAILABLE         | no orderers could successfully process transaction | connection refused
            PEER               | UNAVAILABLE         | io exception | x
            PEER               | DEADLINE_EXCEEDED   | context deadline exceeded | x
            PEER               | UNKNOWN             | channel closed | x
            UNKNOWN            | UNKNOWN             | something that nobody has seen | x
            """)
    void theNetworksWordsTellWhichPartIsAway(AwayPart part, Status.Code code, String said, String detail) {
        GatewayException failure = failure(code, said, detail);

        assertThat(AwayPart.of(failure)).isEqualTo(part);
        assertThat(AwayPart.of(
                        Objects.requireNonNull(GatewayFailures.meaning(failure).getCause())))
                .isEqualTo(part);
    }

    @Test
    void aProfileThatCannotBeReadIsTold() {
        assertThat(AwayPart.of(new UncheckedIOException(new IOException("no such file"))))
                .isEqualTo(AwayPart.PROFILE);
        assertThat(AwayPart.of(new IllegalArgumentException("has no mspId"))).isEqualTo(AwayPart.PROFILE);
        assertThat(AwayPart.of(new IllegalStateException("down"))).isEqualTo(AwayPart.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ORDERERS | Status{code=UNAVAILABLE, description=no orderers could successfully process transaction, cause=null}
            ORDERERS | Status{code=DEADLINE_EXCEEDED, description=context deadline exceeded, cause=null}
            PEER     | Status{code=UNAVAILABLE, description=io exception, cause=null}
            """)
    void aTransactionWhoseOutcomeIsUnknownWaitsForThatPart(AwayPart part, String said) {
        assertThat(AwayPart.ofCommit(said)).isEqualTo(part);
    }

    private static GatewayException failure(Status.Code code, String said, String detail) {
        return new GatewayException(StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .setMessage(said)
                .addDetails(Any.pack(ErrorDetail.newBuilder().setMessage(detail).build()))
                .build()));
    }
}
