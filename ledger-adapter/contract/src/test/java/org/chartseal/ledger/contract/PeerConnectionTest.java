package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.GetStateMultiple;
import org.hyperledger.fabric.protos.peer.GetStateMultipleResult;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.WriteBatchState;
import org.hyperledger.fabric.protos.peer.WriteRecord;
import org.hyperledger.fabric.shim.Chaincode;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.hyperledger.fabric.traces.Traces;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes over the wire, with a peer that this test plays. */
@Timeout(30)
class PeerConnectionTest {

    private static final ChaincodeAdditionalParams TWO_AT_ONCE = ChaincodeAdditionalParams.newBuilder()
            .setUseGetMultipleKeys(true)
            .setMaxSizeGetMultipleKeys(2)
            .setUseWriteBatch(true)
            .setMaxSizeWriteBatch(2)
            .build();

    private final BlockingQueue<ChaincodeMessage> heard = new LinkedBlockingQueue<>();
    private @Nullable StreamObserver<ChaincodeMessage> contract;

    /** Reads three keys, and writes to each what it read and an exclamation mark; answers the number of values. */
    private static final class Copier implements Chaincode {

        @Override
        public Chaincode.Response init(ChaincodeStub stub) {
            throw new IllegalStateException("not asked for");
        }

        @Override
        public Chaincode.Response invoke(ChaincodeStub stub) {
            List<String> keys = List.of("a", "b", "c");
            List<byte[]> values = ManyKeys.of(stub).read(keys);
            Map<String, byte[]> changed = new TreeMap<>();
            for (int i = 0; i < keys.size(); i++) {
                changed.put(keys.get(i), (text(values.get(i)) + "!").getBytes(StandardCharsets.UTF_8));
            }
            ManyKeys.of(stub).write(changed);
            return ResponseUtils.newSuccessResponse(Integer.toString(values.size()));
        }
    }

    /** As the shim's router does when it starts. */
    @BeforeAll
    static void prepareTheShim() {
        Metrics.initialize(new Properties());
        Traces.initialize(new Properties());
    }

    @Test
    void asManyKeysGoAtOnceAsThePeerTakes() throws Exception {
        ready(TWO_AT_ONCE.toByteString());

        transaction("t1");
        assertThat(GetStateMultiple.parseFrom(hear(ChaincodeMessage.Type.GET_STATE_MULTIPLE))
                        .getKeysList())
                .containsExactly("a", "b");
        answer("t1", values("1", ""));
        assertThat(GetStateMultiple.parseFrom(hear(ChaincodeMessage.Type.GET_STATE_MULTIPLE))
                        .getKeysList())
                .containsExactly("c");
        answer("t1", values("3"));
        assertThat(written(hear(ChaincodeMessage.Type.WRITE_BATCH_STATE))).isEqualTo(Map.of("a", "1!", "b", "!"));
        answer("t1", ByteString.EMPTY);
        assertThat(written(hear(ChaincodeMessage.Type.WRITE_BATCH_STATE))).isEqualTo(Map.of("c", "3!"));
        answer("t1", ByteString.EMPTY);

        assertThat(Response.parseFrom(hear(ChaincodeMessage.Type.COMPLETED)).getMessage())
                .isEqualTo("3");
    }

    @Test
    void aPeerThatSaysNothingIsAskedKeyByKey() throws Exception {
        ready(ByteString.EMPTY);

        transaction("t1");
        for (String key : List.of("a", "b", "c")) {
            assertThat(GetState.parseFrom(hear(ChaincodeMessage.Type.GET_STATE)).getKey())
                    .isEqualTo(key);
            answer("t1", ByteString.copyFromUtf8(key));
        }
        for (String key : List.of("a", "b", "c")) {
            PutState put = PutState.parseFrom(hear(ChaincodeMessage.Type.PUT_STATE));
            assertThat(put.getKey()).isEqualTo(key);
            assertThat(put.getValue().toStringUtf8()).isEqualTo(key + "!");
            answer("t1", ByteString.EMPTY);
        }

        assertThat(Response.parseFrom(hear(ChaincodeMessage.Type.COMPLETED)).getStatus())
                .isEqualTo(200);
    }

    @Test
    void eachTransactionGetsItsOwnAnswer() throws Exception {
        ready(ChaincodeAdditionalParams.newBuilder(TWO_AT_ONCE)
                .setMaxSizeGetMultipleKeys(3)
                .setUseWriteBatch(false)
                .build()
                .toByteString());

        transaction("t1");
        hear(ChaincodeMessage.Type.GET_STATE_MULTIPLE);
        transaction("t2");
        hear(ChaincodeMessage.Type.GET_STATE_MULTIPLE);
        answer("t2", values("x", "y", "z"));
        ChaincodeMessage put = heard.poll(10, TimeUnit.SECONDS);

        assertThat(put).isNotNull();
        assertThat(put.getTxid()).isEqualTo("t2");
        assertThat(PutState.parseFrom(put.getPayload()).getValue().toStringUtf8())
                .isEqualTo("x!");
    }

    @Test
    void whatThePeerRefusesFailsTheTransaction() throws Exception {
        ready(TWO_AT_ONCE.toByteString());

        transaction("t1");
        hear(ChaincodeMessage.Type.GET_STATE_MULTIPLE);
        say(ChaincodeMessage.Type.ERROR, "t1", ByteString.copyFromUtf8("no ledger context"));

        assertThat(hear(ChaincodeMessage.Type.ERROR).toStringUtf8()).contains("did not answer GET_STATE_MULTIPLE");
    }

    @Test
    void fewerValuesThanKeysFailTheTransaction() throws Exception {
        ready(TWO_AT_ONCE.toByteString());

        transaction("t1");
        hear(ChaincodeMessage.Type.GET_STATE_MULTIPLE);
        answer("t1", values("1"));

        assertThat(hear(ChaincodeMessage.Type.ERROR).toStringUtf8()).contains("answered 1 of 2 keys");
    }

    @Test
    void nothingWaitsForAPeerThatHasGone() throws Exception {
        ready(TWO_AT_ONCE.toByteString());

        transaction("t1");
        hear(ChaincodeMessage.Type.GET_STATE_MULTIPLE);
        contract().onCompleted();

        assertThat(hear(ChaincodeMessage.Type.ERROR).toStringUtf8()).contains("did not answer GET_STATE_MULTIPLE");
    }

    private void ready(ByteString abilities) throws IOException, InterruptedException {
        contract = PeerConnection.open("chartseal:1", new Copier(), new StreamObserver<>() {
            @Override
            public void onNext(ChaincodeMessage message) {
                heard.add(message);
            }

            @Override
            public void onError(Throwable failure) {
                throw new IllegalStateException(failure);
            }

            @Override
            public void onCompleted() {
                throw new IllegalStateException("the contract ends no conversation");
            }
        });
        hear(ChaincodeMessage.Type.REGISTER);
        say(ChaincodeMessage.Type.REGISTERED, "", ByteString.EMPTY);
        say(ChaincodeMessage.Type.READY, "", abilities);
    }

    private void transaction(String id) {
        say(
                ChaincodeMessage.Type.TRANSACTION,
                id,
                ChaincodeInput.getDefaultInstance().toByteString());
    }

    private void answer(String transaction, ByteString payload) {
        say(ChaincodeMessage.Type.RESPONSE, transaction, payload);
    }

    private void say(ChaincodeMessage.Type type, String transaction, ByteString payload) {
        contract()
                .onNext(ChaincodeMessage.newBuilder()
                        .setType(type)
                        .setChannelId("emr")
                        .setTxid(transaction)
                        .setPayload(payload)
                        .build());
    }

    private StreamObserver<ChaincodeMessage> contract() {
        return Objects.requireNonNull(contract);
    }

    private ByteString hear(ChaincodeMessage.Type type) throws InterruptedException {
        ChaincodeMessage message = heard.poll(10, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        assertThat(message.getType()).isEqualTo(type);
        return message.getPayload();
    }

    private static ByteString values(String... values) {
        GetStateMultipleResult.Builder result = GetStateMultipleResult.newBuilder();
        for (String value : values) {
            result.addValues(ByteString.copyFromUtf8(value));
        }
        return result.build().toByteString();
    }

    private static Map<String, String> written(ByteString batch) throws InvalidProtocolBufferException {
        Map<String, String> written = new TreeMap<>();
        for (WriteRecord each : WriteBatchState.parseFrom(batch).getRecList()) {
            assertThat(each.getType()).isEqualTo(WriteRecord.Type.PUT_STATE);
            written.put(each.getKey(), each.getValue().toStringUtf8());
        }
        return written;
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
