package org.chartseal.ledger.solo.qscc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.block.BlockHashes;
import org.chartseal.ledger.solo.chain.Chain;
import org.chartseal.ledger.solo.chain.CommitStatus;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;
import org.hyperledger.fabric.protos.peer.Response;

/** Answers Fabric's queries of the chain itself. */
public final class QueryContract {

    /** Name that clients call it by. */
    public static final String NAME = "qscc";

    private static final int OK = 200;
    private static final int ERROR = 500;
    private static final long NEWEST = -1; // the greatest unsigned number

    private final Chain chain;

    /** Answers about this chain. */
    public QueryContract(Chain chain) {
        this.chain = chain;
    }

    /** Answers one query; what cannot be answered is a response with status 500. */
    public Response invoke(List<ByteString> arguments) {
        if (arguments.size() < 2) {
            return error("Incorrect number of arguments, " + arguments.size());
        }
        String function = arguments.get(0).toStringUtf8();
        String channel = arguments.get(1).toStringUtf8();
        if (!function.equals("GetChainInfo") && arguments.size() < 3) {
            return error("missing 3rd argument for " + function);
        }
        if (!channel.equals(Network.CHANNEL)) {
            return error("Invalid chain ID, " + channel);
        }
        return switch (function) {
            case "GetChainInfo" -> ok(info().toByteString());
            case "GetBlockByNumber" -> blockByNumber(arguments.get(2).toStringUtf8());
            case "GetBlockByHash" -> blockByHash(arguments.get(2));
            case "GetBlockByTxID" -> blockByTransaction(arguments.get(2).toStringUtf8());
            case "GetTransactionByID" -> transaction(arguments.get(2).toStringUtf8());
            default -> error("Requested function " + function + " not found.");
        };
    }

    private BlockchainInfo info() {
        long height = chain.height();
        Block newest = chain.block(height - 1);
        return BlockchainInfo.newBuilder()
                .setHeight(height)
                .setCurrentBlockHash(BlockHashes.ofHeader(newest.getHeader()))
                .setPreviousBlockHash(newest.getHeader().getPreviousHash())
                .build();
    }

    private Response blockByNumber(String text) {
        long number;
        try {
            number = Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            return error("Failed to parse block number with error " + e.getMessage());
        }
        long height = chain.height();
        if (number == NEWEST) {
            return ok(chain.block(height - 1).toByteString());
        }
        if (Long.compareUnsigned(number, height) >= 0) {
            return error("Failed to get block number " + text + ", error no such block number [" + text + "] in index");
        }
        return ok(chain.block(number).toByteString());
    }

    private Response blockByHash(ByteString hash) {
        return chain.blockByHash(hash)
                .map(block -> ok(block.toByteString()))
                .orElseGet(() -> error("Failed to get block hash, error no such block hash in index"));
    }

    private Response blockByTransaction(String id) {
        return chain.find(id)
                .map(status -> ok(chain.block(status.block()).toByteString()))
                .orElseGet(() -> error(
                        "Failed to get block for txID " + id + ", error no such transaction ID [" + id + "] in index"));
    }

    private Response transaction(String id) {
        Optional<CommitStatus> status = chain.find(id);
        if (status.isEmpty()) {
            return error(
                    "Failed to get transaction with id " + id + ", error no such transaction ID [" + id + "] in index");
        }
        ByteString envelope =
                chain.block(status.get().block()).getData().getData(status.get().transaction());
        try {
            return ok(ProcessedTransaction.newBuilder()
                    .setTransactionEnvelope(Envelope.parseFrom(envelope))
                    .setValidationCode(status.get().code().getNumber())
                    .build()
                    .toByteString());
        } catch (InvalidProtocolBufferException e) {
            return error("Failed to get transaction with id " + id + ", error " + e.getMessage());
        }
    }

    private static Response ok(ByteString payload) {
        return Response.newBuilder().setStatus(OK).setPayload(payload).build();
    }

    private static Response error(String message) {
        return Response.newBuilder().setStatus(ERROR).setMessage(message).build();
    }
}
