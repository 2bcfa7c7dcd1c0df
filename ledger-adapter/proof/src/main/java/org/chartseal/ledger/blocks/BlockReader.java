package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.ledger.blocks.ConfigurationHistory.Judged;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;

/** Reads blocks as the peer answers them, and checks each: hashes, the orderers' signatures, the endorsements. */
public final class BlockReader {

    private final String chaincode;
    private final ConfigurationHistory configurations;

    /**
     * A reader of one channel.
     *
     * @param chaincode the contract's name
     * @param blocks answers the channel's blocks by number; the first is read at once
     */
    public BlockReader(String chaincode, LongFunction<Block> blocks) {
        this.chaincode = chaincode;
        this.configurations = new ConfigurationHistory(blocks);
    }

    public LedgerBlock read(Block block) {
        HexFormat hex = HexFormat.of();
        Judged judged = configurations.judge(block);
        return new LedgerBlock(
                block.getHeader().getNumber(),
                hex.formatHex(BlockHashes.ofHeader(block.getHeader())),
                hex.formatHex(block.getHeader().getPreviousHash().toByteArray()),
                BlockHashes.dataFits(block),
                judged.agreed(),
                judged.signers().stream()
                        .flatMap(Optional::stream)
                        .map(CertificateFacts::of)
                        .toList(),
                transactions(block, judged.configuration()));
    }

    private List<LedgerBlock.Transaction> transactions(Block block, ChannelConfiguration configuration) {
        ByteString codes = block.getMetadata().getMetadataCount() > BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE
                ? block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE)
                : ByteString.EMPTY;
        TransactionReader reader = new TransactionReader(chaincode, configuration);
        List<LedgerBlock.Transaction> transactions = new ArrayList<>();
        for (int index = 0; index < block.getData().getDataCount(); index++) {
            int code = index < codes.size() ? codes.byteAt(index) & 0xff : 0;
            transactions.add(reader.read(block.getData().getData(index), code));
        }
        return transactions;
    }
}
