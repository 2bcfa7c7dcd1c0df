package org.chartseal.ledger.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.InMemoryCheckpointer;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.FilteredBlock;
import org.hyperledger.fabric.protos.peer.FilteredTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120)
class EventsTest {

    private RunningLedger ledger;
    private SoloClient client;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        ledger = SoloLedger.start(SoloOptions.of(folder, 0).withBlockTimeout(Duration.ofMillis(100)));
        client = SoloClient.connect(ledger.profile());
    }

    @AfterAll
    void stop() {
        client.close();
        ledger.close();
    }

    private SubmittedTransaction put(String key) throws Exception {
        SubmittedTransaction submitted = client.keys()
                .newProposal("putWithEvent")
                .addArguments(key, key)
                .build()
                .endorse()
                .submitAsync();
        assertThat(submitted.getStatus().isSuccessful()).isTrue();
        return submitted;
    }

    private static String text(ChaincodeEvent event) {
        return new String(event.getPayload(), UTF_8);
    }

    @Test
    void eventsFollowTheBlocksFromAStartOn() throws Exception {
        long start = ledger.height();
        put("first");
        client.keys().submitTransaction("put", "silent", "1");
        put("second");

        try (CloseableIterator<ChaincodeEvent> events = client.network()
                .newChaincodeEventsRequest("chartseal")
                .startBlock(start)
                .build()
                .getEvents()) {
            ChaincodeEvent first = events.next();
            assertThat(first.getBlockNumber()).isEqualTo(start);
            assertThat(first.getChaincodeName()).isEqualTo("chartseal");
            assertThat(first.getEventName()).isEqualTo("Put");
            assertThat(text(first)).isEqualTo("first");
            ChaincodeEvent second = events.next();
            assertThat(text(second)).isEqualTo("second");
            assertThat(second.getBlockNumber()).isEqualTo(start + 2);
        }
    }

    @Test
    void withoutAStartOnlyNewEventsCome() throws Exception {
        put("before");
        try (CloseableIterator<ChaincodeEvent> events = client.network().getChaincodeEvents("chartseal")) {
            CompletableFuture<ChaincodeEvent> next = CompletableFuture.supplyAsync(events::next);
            String key = "after";
            for (int i = 0; !next.isDone(); i++) {
                put(key + i);
            }
            assertThat(text(next.get(30, TimeUnit.SECONDS))).startsWith("after");
        }
    }

    @Test
    void aCheckPointOnATransactionGoesOnBehindItEvenWithinItsBlock() throws Exception {
        Transaction one = endorsed("one");
        Transaction two = endorsed("two");
        Transaction three = endorsed("three");
        SubmittedTransaction first = one.submitAsync();
        SubmittedTransaction second = two.submitAsync();
        SubmittedTransaction third = three.submitAsync();
        long block = first.getStatus().getBlockNumber();
        assertThat(third.getStatus().isSuccessful()).isTrue();
        InMemoryCheckpointer checkpointer = new InMemoryCheckpointer();
        checkpointer.checkpointTransaction(block, first.getTransactionId());

        try (CloseableIterator<ChaincodeEvent> events = client.network()
                .newChaincodeEventsRequest("chartseal")
                .checkpoint(checkpointer)
                .build()
                .getEvents()) {
            assertThat(events.next().getTransactionId()).isEqualTo(second.getTransactionId());
            assertThat(events.next().getTransactionId()).isEqualTo(third.getTransactionId());
        }
    }

    @Test
    void aCheckPointOnABlockGoesOnWithTheNext() throws Exception {
        long block = put("seen").getStatus().getBlockNumber();
        put("unseen");
        InMemoryCheckpointer checkpointer = new InMemoryCheckpointer();
        checkpointer.checkpointBlock(block);

        try (CloseableIterator<ChaincodeEvent> events = client.network()
                .newChaincodeEventsRequest("chartseal")
                .checkpoint(checkpointer)
                .build()
                .getEvents()) {
            assertThat(text(events.next())).isEqualTo("unseen");
        }
    }

    @Test
    void anInvalidTransactionHasNoEvent() throws Exception {
        long start = ledger.height();
        Transaction stale = client.keys()
                .newProposal("increment")
                .addArguments("conflict")
                .build()
                .endorse();
        client.keys().submitTransaction("put", "conflict", "1");
        assertThat(stale.submitAsync().getStatus().isSuccessful()).isFalse();
        put("valid");

        try (CloseableIterator<ChaincodeEvent> events = client.network()
                .newChaincodeEventsRequest("chartseal")
                .startBlock(start)
                .build()
                .getEvents()) {
            assertThat(text(events.next())).isEqualTo("valid");
        }
    }

    @Test
    void blocksComeWholeFromTheFirstOn() throws Exception {
        put("block");
        List<Block> blocks = new ArrayList<>();
        try (CloseableIterator<Block> events =
                client.network().newBlockEventsRequest().startBlock(0).build().getEvents()) {
            while (blocks.size() < ledger.height()) {
                blocks.add(events.next());
            }
        }
        for (int i = 0; i < blocks.size(); i++) {
            assertThat(blocks.get(i).getHeader().getNumber()).isEqualTo(i);
        }
    }

    @Test
    void filteredBlocksNameTransactionsWithoutTheirContent() throws Exception {
        SubmittedTransaction submitted = put("filtered");

        try (CloseableIterator<FilteredBlock> events = client.network()
                .newFilteredBlockEventsRequest()
                .startBlock(submitted.getStatus().getBlockNumber())
                .build()
                .getEvents()) {
            FilteredBlock block = events.next();
            assertThat(block.getChannelId()).isEqualTo("emr");
            FilteredTransaction transaction = block.getFilteredTransactionsList().stream()
                    .filter(each -> each.getTxid().equals(submitted.getTransactionId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(transaction.getTxValidationCode()).isEqualTo(TxValidationCode.VALID);
            var event =
                    transaction.getTransactionActions().getChaincodeActions(0).getChaincodeEvent();
            assertThat(event.getEventName()).isEqualTo("Put");
            assertThat(event.getPayload().isEmpty()).isTrue();
        }
    }

    @Test
    void blocksWithPrivateDataHaveNone() throws Exception {
        try (CloseableIterator<BlockAndPrivateData> events = client.network()
                .newBlockAndPrivateDataEventsRequest()
                .startBlock(0)
                .build()
                .getEvents()) {
            BlockAndPrivateData block = events.next();
            assertThat(block.getBlock().getHeader().getNumber()).isZero();
            assertThat(block.getPrivateDataMapMap()).isEmpty();
        }
    }

    @Test
    void blocksFromBeyondTheHeightAreNotFound() {
        try (CloseableIterator<Block> events = client.network()
                .newBlockEventsRequest()
                .startBlock(ledger.height() + 5)
                .build()
                .getEvents()) {
            assertThatThrownBy(events::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("NOT_FOUND");
        }
    }

    private Transaction endorsed(String key) throws Exception {
        return client.keys()
                .newProposal("putWithEvent")
                .addArguments(key, key)
                .build()
                .endorse();
    }
}
