package org.chartseal.ledger.solo.deliver;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.chartseal.ledger.solo.chain.BlockFollower;
import org.chartseal.ledger.solo.chain.Chain;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;

/** Fabric's Deliver service: streams of blocks from a position on. After a range the stream is open for the next one. */
public final class DeliverService extends DeliverGrpc.DeliverImplBase {

    private final Chain chain;
    private final Clock clock;
    private final Executor executor;

    /**
     * Delivers from this chain.
     *
     * @param executor runs the streams
     */
    public DeliverService(Chain chain, Clock clock, Executor executor) {
        this.chain = chain;
        this.clock = clock;
        this.executor = executor;
    }

    @Override
    public StreamObserver<Envelope> deliver(StreamObserver<DeliverResponse> client) {
        return new Session(client, BlockResponses.WHOLE);
    }

    @Override
    public StreamObserver<Envelope> deliverFiltered(StreamObserver<DeliverResponse> client) {
        return new Session(client, BlockResponses.FILTERED);
    }

    @Override
    public StreamObserver<Envelope> deliverWithPrivateData(StreamObserver<DeliverResponse> client) {
        return new Session(client, BlockResponses.WITH_PRIVATE_DATA);
    }

    /** One client's stream. Asks for the client's next request only when the one before was served. */
    private final class Session implements StreamObserver<Envelope> {

        private final ServerCallStreamObserver<DeliverResponse> client;
        private final BlockResponses form;
        private final BlockFollower follower;

        private Session(StreamObserver<DeliverResponse> client, BlockResponses form) {
            this.client = (ServerCallStreamObserver<DeliverResponse>) client;
            this.form = form;
            this.client.disableAutoRequest();
            this.follower = new BlockFollower(chain, this.client, executor);
            this.client.request(1);
        }

        @Override
        public void onNext(Envelope request) {
            try {
                serve(Seek.read(request, chain, clock));
            } catch (Seek.SeekRefused refused) {
                end(refused.status());
            }
        }

        @Override
        public void onError(Throwable failure) {
            follower.stop();
        }

        /** The client has no further request; what it asked for still flows until it hangs up. */
        @Override
        public void onCompleted() {}

        private void serve(Seek seek) {
            if (!seek.waits() && seek.first() >= chain.height()) {
                end(Status.NOT_FOUND);
                return;
            }
            follower.follow(seek.first(), block -> {
                client.onNext(form.of(block));
                long number = block.getHeader().getNumber();
                if (number == seek.last()) {
                    client.onNext(status(Status.SUCCESS));
                    client.request(1);
                    return false;
                }
                if (!seek.waits() && number + 1 >= chain.height()) {
                    end(Status.NOT_FOUND);
                    return false;
                }
                return true;
            });
        }

        private void end(Status status) {
            follower.stop();
            client.onNext(status(status));
            client.onCompleted();
        }

        private static DeliverResponse status(Status status) {
            return DeliverResponse.newBuilder().setStatus(status).build();
        }
    }
}
