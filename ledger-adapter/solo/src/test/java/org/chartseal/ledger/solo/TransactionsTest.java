package org.chartseal.ledger.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionsTest {

    private static final int CLIENTS = 64;

    private RunningLedger ledger;
    private SoloClient client;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        ledger = SoloLedger.start(folder, 0);
        client = SoloClient.connect(ledger.profile());
    }

    @AfterAll
    void stop() {
        client.close();
        ledger.close();
    }

    @Test
    void whatIsSubmittedCanBeRead() throws Exception {
        byte[] result = client.keys().submitTransaction("put", "read", "1");

        assertThat(result).asString(UTF_8).isEqualTo("1");
        assertThat(client.evaluate("get", "read")).isEqualTo("1");
    }

    @Test
    void statusNamesTheBlock() throws Exception {
        SubmittedTransaction submitted = client.keys()
                .newProposal("put")
                .addArguments("status", "1")
                .build()
                .endorse()
                .submitAsync();

        var status = submitted.getStatus();

        assertThat(status.isSuccessful()).isTrue();
        assertThat(status.getTransactionId()).isEqualTo(submitted.getTransactionId());
        assertThat(status.getBlockNumber()).isBetween(1L, ledger.height() - 1);
    }

    @Test
    void aTransactionDoesNotReadItsOwnWrites() throws Exception {
        client.keys().submitTransaction("put", "own", "old");

        assertThat(client.keys().submitTransaction("putAndGet", "own", "new"))
                .asString(UTF_8)
                .isEqualTo("old");
        assertThat(client.evaluate("get", "own")).isEqualTo("new");
    }

    @Test
    void rangesAreOrderedByUtf8AndGoBeyondOneBatch() throws Exception {
        client.keys().submitTransaction("putMany", "many-", "250");
        client.keys().submitTransaction("put", "many-\uFFFD", "replacement");
        client.keys().submitTransaction("put", "many-\uD83D\uDE00", "beyond the first plane");

        String[] keys = client.evaluate("range", "many-", "many.").split(",", -1);

        assertThat(keys).hasSize(252).startsWith("many-0000", "many-0001");
        assertThat(Arrays.copyOfRange(keys, 249, 252)).containsExactly("many-0249", "many-\uFFFD", "many-\uD83D\uDE00");
    }

    @Test
    void pagesFollowTheBookmark() throws Exception {
        client.keys().submitTransaction("putMany", "page-", "5");

        assertThat(client.evaluate("page", "page-", "page.", "2", "")).isEqualTo("page-0000,page-0001|page-0002");
        assertThat(client.evaluate("page", "page-", "page.", "2", "page-0002"))
                .isEqualTo("page-0002,page-0003|page-0004");
        assertThat(client.evaluate("page", "page-", "page.", "2", "page-0004")).isEqualTo("page-0004|");
    }

    @Test
    void historyIsNewestFirstAndHasDeletions() throws Exception {
        client.keys().submitTransaction("put", "history", "1");
        client.keys().submitTransaction("put", "history", "");
        var last = client.keys()
                .newProposal("put")
                .addArguments("history", "2")
                .build()
                .endorse()
                .submitAsync();
        assertThat(last.getStatus().isSuccessful()).isTrue();

        assertThat(client.evaluate("history", "history")).isEqualTo("2,-,1");
        assertThat(client.evaluate("lastChange", "history")).startsWith(last.getTransactionId() + " ");
    }

    @Test
    void aDeletedKeyIsGone() throws Exception {
        client.keys().submitTransaction("put", "gone", "1");
        client.keys().submitTransaction("delete", "gone");

        assertThat(client.evaluate("get", "gone")).isEmpty();
        assertThat(client.evaluate("range", "gone", "gonf")).isEmpty();
    }

    @Test
    void theContractSeesCallerTimeAndTransientData() throws Exception {
        byte[] result = client.keys()
                .newProposal("caller")
                .putAllTransient(Map.of("secret", new byte[] {1}))
                .build()
                .evaluate();

        assertThat(result).asString(UTF_8).startsWith("HospitalA 20").endsWith("[secret]");
    }

    @Test
    void aRefusalReachesTheClientAsFabricSendsIt() {
        assertThatThrownBy(() -> client.evaluate("refuse", "NOT_SO"))
                .asInstanceOf(InstanceOfAssertFactories.type(GatewayException.class))
                .satisfies(e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
                    assertThat(e.getStatus().getDescription()).contains("chaincode response 500, NOT_SO");
                });
        assertThatThrownBy(() -> client.keys().submitTransaction("refuse", "NOT_SO"))
                .asInstanceOf(InstanceOfAssertFactories.type(EndorseException.class))
                .satisfies(e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
                    assertThat(e.getStatus().getDescription()).doesNotContain("NOT_SO");
                    assertThat(e.getDetails())
                            .singleElement()
                            .satisfies(detail ->
                                    assertThat(detail.getMessage()).isEqualTo("chaincode response 500, NOT_SO"));
                });
    }

    @Test
    void anUnforeseenFailureSaysNothingOfItsCause() {
        assertThatThrownBy(() -> client.keys().submitTransaction("fail", "no number"))
                .asInstanceOf(InstanceOfAssertFactories.type(EndorseException.class))
                .satisfies(e -> assertThat(e.getDetails().get(0).getMessage())
                        .isEqualTo("chaincode response 500, Error during contract method execution"));
    }

    @Test
    void anUnknownCollectionIsAnErrorInTheContract() {
        assertThatThrownBy(() -> client.evaluate("secret", "nowhere"))
                .asInstanceOf(InstanceOfAssertFactories.type(GatewayException.class))
                .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN));
    }

    @Test
    void signingCanHappenElsewhere() throws Exception {
        var profile = client.profile();
        var signer = SoloClient.signer(profile);
        try (SoloClient unsigned = SoloClient.connect(ledger.profile(), SoloClient.identity(profile), digest -> {
            throw new UnsupportedOperationException("signs elsewhere");
        })) {
            var gateway = unsigned.gateway();
            var proposal = unsigned.keys()
                    .newProposal("put")
                    .addArguments("offline", "1")
                    .build();
            var signedProposal = gateway.newSignedProposal(proposal.getBytes(), signer.sign(proposal.getDigest()));
            var transaction = signedProposal.endorse();
            var signedTransaction =
                    gateway.newSignedTransaction(transaction.getBytes(), signer.sign(transaction.getDigest()));
            var commit = signedTransaction.submitAsync();
            var signedCommit = gateway.newSignedCommit(commit.getBytes(), signer.sign(commit.getDigest()));

            assertThat(signedCommit.getStatus().isSuccessful()).isTrue();
        }
    }

    @Test
    void manyClientsAtOnceEachGetTheirTransaction() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<String>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS * 8; i++) {
                String key = String.format("crowd-%04d", i);
                work.add(() -> new String(client.keys().submitTransaction("put", key, key), UTF_8));
            }
            for (Future<String> done : pool.invokeAll(work)) {
                assertThat(done.get()).startsWith("crowd-");
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(client.evaluate("range", "crowd-", "crowd.").split(",", -1)).hasSize(CLIENTS * 8);
    }
}
