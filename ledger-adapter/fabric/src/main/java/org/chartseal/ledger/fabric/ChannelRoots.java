package org.chartseal.ledger.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.cert.CertificateException;
import java.util.List;
import org.chartseal.ledger.blocks.ConfigurationHistory;
import org.chartseal.ledger.proof.Roots;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;

/** Reads the root certificates of a channel's organisations from the network, for those who will check without it. */
public final class ChannelRoots {

    private static final String CHAIN_QUERIES = "qscc";

    private final Contract chain;
    private final String channel;

    private ChannelRoots(GatewayConnection connection, String channel) {
        this.chain = connection.gateway().getNetwork(channel).getContract(CHAIN_QUERIES);
        this.channel = channel;
    }

    /**
     * Reads those of the channel for records: of the organisations that it began with, and of those that belong to it now.
     *
     * @throws org.chartseal.domain.shared.Unavailable when the network does not answer
     * @throws CertificateException when a certificate of an organisation's makes no sense
     */
    public static Roots read(LedgerProfile profile) throws CertificateException {
        try (GatewayConnection connection = GatewayConnection.open(profile, Deadlines.USUAL)) {
            return new ChannelRoots(connection, profile.channel()).read();
        }
    }

    private Roots read() throws CertificateException {
        Block first = block(0);
        ConfigurationHistory configurations = new ConfigurationHistory(this::block);
        return Roots.of(
                channel,
                first,
                List.of(
                        configurations.judge(first).configuration(),
                        configurations.judge(block(height() - 1)).configuration()));
    }

    private long height() {
        try {
            return BlockchainInfo.parseFrom(ask("GetChainInfo", channel)).getHeight();
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalStateException("the peer's answer is no chain information", malformed);
        }
    }

    private Block block(long number) {
        try {
            return Block.parseFrom(ask("GetBlockByNumber", channel, Long.toString(number)));
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalStateException("the peer's answer is no block", malformed);
        }
    }

    private byte[] ask(String function, String... arguments) {
        try {
            return chain.evaluateTransaction(function, arguments);
        } catch (GatewayException failure) {
            throw GatewayFailures.meaning(failure);
        }
    }
}
