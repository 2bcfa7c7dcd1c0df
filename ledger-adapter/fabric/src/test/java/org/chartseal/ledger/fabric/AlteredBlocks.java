package org.chartseal.ledger.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.function.UnaryOperator;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.ledger.blocks.BlockReader;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.Block;

/** What the client says of a network's blocks when a peer that cheats answers something else in their place. */
public final class AlteredBlocks implements AutoCloseable {

    private final GatewayConnection connection;
    private final Contract chain;
    private final String channel;
    private final BlockReader reader;

    /** Reads through that profile's peer. */
    public AlteredBlocks(LedgerProfile profile) {
        this.connection = GatewayConnection.open(profile, Deadlines.USUAL);
        this.channel = profile.channel();
        this.chain = connection.gateway().getNetwork(channel).getContract("qscc");
        this.reader = new BlockReader(profile.chaincode(), this::block);
    }

    /** The block as the network has it. */
    public Block block(long number) {
        try {
            return Block.parseFrom(chain.evaluateTransaction("GetBlockByNumber", channel, Long.toString(number)));
        } catch (GatewayException | InvalidProtocolBufferException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The block, read after it was altered. */
    public LedgerBlock read(long number, UnaryOperator<Block> alteration) {
        return reader.read(alteration.apply(block(number)));
    }

    @Override
    public void close() {
        connection.close();
    }
}
