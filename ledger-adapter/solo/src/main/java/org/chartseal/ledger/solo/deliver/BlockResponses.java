package org.chartseal.ledger.solo.deliver;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.function.Function;
import org.chartseal.ledger.solo.transaction.TransactionContent;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.DeliverResponse;
import org.hyperledger.fabric.protos.peer.FilteredBlock;
import org.hyperledger.fabric.protos.peer.FilteredChaincodeAction;
import org.hyperledger.fabric.protos.peer.FilteredTransaction;
import org.hyperledger.fabric.protos.peer.FilteredTransactionActions;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** The three forms in which a block is delivered. */
enum BlockResponses {

    /** The block as it is. */
    WHOLE(block -> DeliverResponse.newBuilder().setBlock(block).build()),

    /** Ids, codes and events without payload. */
    FILTERED(block ->
            DeliverResponse.newBuilder().setFilteredBlock(filtered(block)).build()),

    /** The block and its private data, of which there is none. */
    WITH_PRIVATE_DATA(block -> DeliverResponse.newBuilder()
            .setBlockAndPrivateData(BlockAndPrivateData.newBuilder().setBlock(block))
            .build());

    @SuppressWarnings("ImmutableEnumChecker") // the functions keep nothing
    private final Function<Block, DeliverResponse> form;

    BlockResponses(Function<Block, DeliverResponse> form) {
        this.form = form;
    }

    DeliverResponse of(Block block) {
        return form.apply(block);
    }

    private static FilteredBlock filtered(Block block) {
        FilteredBlock.Builder filtered =
                FilteredBlock.newBuilder().setNumber(block.getHeader().getNumber());
        List<ByteString> envelopes = block.getData().getDataList();
        ByteString codes = block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
        for (int i = 0; i < envelopes.size(); i++) {
            TransactionContent content = contentOf(envelopes.get(i));
            filtered.setChannelId(content.header().getChannelId())
                    .addFilteredTransactions(filtered(content, Byte.toUnsignedInt(codes.byteAt(i))));
        }
        return filtered.build();
    }

    private static FilteredTransaction filtered(TransactionContent content, int code) {
        FilteredTransaction.Builder transaction = FilteredTransaction.newBuilder()
                .setTxid(content.header().getTxId())
                .setTypeValue(content.header().getType())
                .setTxValidationCode(codeOf(code));
        if (content.isByContract()) {
            FilteredTransactionActions.Builder actions = FilteredTransactionActions.newBuilder();
            ChaincodeEvent event = content.event();
            if (!event.getChaincodeId().isEmpty()) {
                actions.addChaincodeActions(FilteredChaincodeAction.newBuilder()
                        .setChaincodeEvent(event.toBuilder().clearPayload()));
            }
            transaction.setTransactionActions(actions);
        }
        return transaction.build();
    }

    private static TxValidationCode codeOf(int number) {
        TxValidationCode code = TxValidationCode.forNumber(number);
        return code == null ? TxValidationCode.INVALID_OTHER_REASON : code;
    }

    /** A transaction that cannot be read can still be in a block: as an invalid one. */
    private static TransactionContent contentOf(ByteString envelope) {
        try {
            return TransactionContent.read(envelope);
        } catch (InvalidProtocolBufferException e) {
            return new TransactionContent(
                    org.hyperledger.fabric.protos.common.ChannelHeader.newBuilder()
                            .setType(HeaderType.MESSAGE_VALUE)
                            .build(),
                    ChaincodeEvent.getDefaultInstance());
        }
    }
}
