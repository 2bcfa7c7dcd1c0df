package org.chartseal.ledger.solo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Blocks here wait for company, so that conflicts within a block come up too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConflictsTest {

    private RunningLedger ledger;
    private SoloClient client;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        ledger = SoloLedger.start(SoloOptions.of(folder, 0).withBlockTimeout(Duration.ofMillis(400)));
        client = SoloClient.connect(ledger.profile());
    }

    @AfterAll
    void stop() {
        client.close();
        ledger.close();
    }

    private Transaction endorsed(String function, String... arguments) throws Exception {
        return client.keys()
                .newProposal(function)
                .addArguments(arguments)
                .build()
                .endorse();
    }

    @Test
    void ofTwoThatReadTheSameVersionTheSecondInTheBlockIsRefused() throws Exception {
        Transaction first = endorsed("increment", "hot");
        Transaction second = endorsed("increment", "hot");

        SubmittedTransaction submitted = first.submitAsync();
        Status later = second.submitAsync().getStatus();
        Status earlier = submitted.getStatus();

        assertThat(earlier.getCode()).isEqualTo(TxValidationCode.VALID);
        assertThat(later.getCode()).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
        assertThat(later.getBlockNumber()).isEqualTo(earlier.getBlockNumber());
        assertThat(client.evaluate("get", "hot")).isEqualTo("1");
    }

    @Test
    void aReadThatIsOutdatedByALaterBlockIsRefused() throws Exception {
        Transaction stale = endorsed("increment", "cold");
        client.keys().submitTransaction("put", "cold", "5");

        assertThatThrownBy(stale::submit)
                .isInstanceOfSatisfying(
                        CommitException.class,
                        e -> assertThat(e.getCode()).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT));
    }

    @Test
    void aKeyThatAppearsInARangeThatWasReadIsAPhantom() throws Exception {
        client.keys().submitTransaction("put", "range-1", "1");
        Transaction sameBlock = endorsed("count", "range-", "range.", "total-a");
        Transaction laterBlock = endorsed("count", "range-", "range.", "total-b");
        Transaction insert = endorsed("put", "range-2", "2");

        SubmittedTransaction inserted = insert.submitAsync();
        Status refused = sameBlock.submitAsync().getStatus();
        assertThat(inserted.getStatus().getCode()).isEqualTo(TxValidationCode.VALID);
        assertThat(refused.getCode()).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
        assertThat(laterBlock.submitAsync().getStatus().getCode()).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
        assertThat(client.keys().submitTransaction("count", "range-", "range.", "total-c"))
                .isEqualTo("2".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void aLongRangeThatDidNotChangeIsNoConflict() throws Exception {
        client.keys().submitTransaction("putMany", "long-", "2700");
        Transaction unchanged = endorsed("count", "long-", "long.", "long-total");
        client.keys().submitTransaction("put", "lonf", "outside");
        assertThat(unchanged.submitAsync().getStatus().getCode()).isEqualTo(TxValidationCode.VALID);

        Transaction changed = endorsed("count", "long-", "long.", "long-total-2");
        client.keys().submitTransaction("put", "long-1300", "changed");
        assertThat(changed.submitAsync().getStatus().getCode()).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
    }

    @Test
    void theSameEnvelopeTwiceInOneBlockCountsOnce() throws Exception {
        Transaction transaction = endorsed("put", "twice", "1");
        SubmittedTransaction submitted = transaction.submitAsync();
        resubmit(submitted, transaction);

        Status status = submitted.getStatus();

        assertThat(status.getCode()).isEqualTo(TxValidationCode.VALID);
        assertThat(codesOf(status.getBlockNumber()))
                .contains(TxValidationCode.VALID_VALUE, TxValidationCode.DUPLICATE_TXID_VALUE);
    }

    @Test
    void theSameEnvelopeAgainLaterLeavesTheFirstOutcome() throws Exception {
        Transaction transaction = endorsed("put", "again", "1");
        SubmittedTransaction submitted = transaction.submitAsync();
        Status first = submitted.getStatus();
        resubmit(submitted, transaction);
        client.keys().submitTransaction("put", "again-other", "1");

        Status second = client.gateway().newCommit(submitted.getBytes()).getStatus();

        assertThat(second.getCode()).isEqualTo(TxValidationCode.VALID);
        assertThat(second.getBlockNumber()).isEqualTo(first.getBlockNumber());
        assertThat(client.evaluate("history", "again")).isEqualTo("1");
    }

    @Test
    void aHotKeyLosesNoIncrementThatWasCalledValid() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                work.add(() -> endorsed("increment", "counter")
                        .submitAsync()
                        .getStatus()
                        .isSuccessful());
            }
            int valid = 0;
            for (Future<Boolean> done : pool.invokeAll(work)) {
                valid += done.get() ? 1 : 0;
            }
            assertThat(valid).isPositive();
            assertThat(client.evaluate("get", "counter")).isEqualTo(Integer.toString(valid));
        } finally {
            pool.shutdownNow();
        }
    }

    private void resubmit(SubmittedTransaction submitted, Transaction transaction) throws Exception {
        var blocking = GatewayGrpc.newBlockingStub(client.channel());
        blocking.submit(SubmitRequest.newBuilder()
                .setChannelId("emr")
                .setTransactionId(submitted.getTransactionId())
                .setPreparedTransaction(
                        PreparedTransaction.parseFrom(transaction.getBytes()).getEnvelope())
                .build());
    }

    private List<Integer> codesOf(long number) throws Exception {
        byte[] block = client.network()
                .getContract("qscc")
                .evaluateTransaction("GetBlockByNumber", "emr", Long.toString(number));
        List<Integer> codes = new ArrayList<>();
        Block.parseFrom(block)
                .getMetadata()
                .getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE)
                .forEach(code -> codes.add(Byte.toUnsignedInt(code)));
        return codes;
    }
}
