package org.chartseal.ledger.solo.deliver;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.chain.Chain;
import org.chartseal.ledger.solo.identity.Member;
import org.chartseal.ledger.solo.identity.UnknownIdentity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekPosition;

/**
 * A range of blocks that a client asked for and may have.
 *
 * @param last number of the last block
 * @param waits whether to wait for blocks that are not there yet
 */
record Seek(long first, long last, boolean waits) {

    private static final Duration TIME_WINDOW = Duration.ofMinutes(15);

    /** A request that is answered with a status alone. */
    static final class SeekRefused extends Exception {

        private static final long serialVersionUID = 1L;

        private final Status status;

        private SeekRefused(Status status) {
            super(status.name());
            this.status = status;
        }

        Status status() {
            return status;
        }
    }

    static Seek read(Envelope envelope, Chain chain, Clock clock) throws SeekRefused {
        try {
            Payload payload = Payload.parseFrom(envelope.getPayload());
            ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            checkTime(header, clock.instant());
            if (!header.getChannelId().equals(Network.CHANNEL)) {
                throw new SeekRefused(Status.NOT_FOUND);
            }
            checkReader(envelope, payload, chain, clock.instant());
            return of(SeekInfo.parseFrom(payload.getData()), chain.height());
        } catch (InvalidProtocolBufferException | DateTimeException | ArithmeticException e) {
            throw (SeekRefused) new SeekRefused(Status.BAD_REQUEST).initCause(e);
        }
    }

    private static void checkTime(ChannelHeader header, Instant now) throws SeekRefused {
        Instant stated = Instant.ofEpochSecond(
                header.getTimestamp().getSeconds(), header.getTimestamp().getNanos());
        if (Duration.between(stated, now).abs().compareTo(TIME_WINDOW) > 0) {
            throw new SeekRefused(Status.BAD_REQUEST);
        }
    }

    private static void checkReader(Envelope envelope, Payload payload, Chain chain, Instant now)
            throws SeekRefused, InvalidProtocolBufferException {
        SignatureHeader header = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
        try {
            Member member = chain.membership().identify(header.getCreator());
            if (!member.mayRead()
                    || member.expired(now)
                    || !member.signed(
                            envelope.getSignature(), envelope.getPayload().toByteArray())) {
                throw new SeekRefused(Status.FORBIDDEN);
            }
        } catch (UnknownIdentity e) {
            throw (SeekRefused) new SeekRefused(Status.FORBIDDEN).initCause(e);
        }
    }

    private static Seek of(SeekInfo info, long height) throws SeekRefused {
        long first = first(info.getStart(), height);
        long last = last(info, first, height);
        if (last < first) {
            throw new SeekRefused(Status.BAD_REQUEST);
        }
        if (first > height) {
            throw new SeekRefused(Status.NOT_FOUND);
        }
        return new Seek(first, last, info.getBehavior() != SeekInfo.SeekBehavior.FAIL_IF_NOT_READY);
    }

    private static long first(SeekPosition start, long height) throws SeekRefused {
        return switch (start.getTypeCase()) {
            case OLDEST -> 0;
            case NEWEST -> height - 1;
            case NEXT_COMMIT -> height;
            case SPECIFIED -> signed(start.getSpecified().getNumber());
            case TYPE_NOT_SET -> throw new SeekRefused(Status.BAD_REQUEST);
        };
    }

    private static long last(SeekInfo info, long first, long height) throws SeekRefused {
        SeekPosition stop = info.getStop();
        return switch (stop.getTypeCase()) {
            case OLDEST -> first;
            case NEWEST -> info.getStart().hasNewest() ? first : height - 1;
            case SPECIFIED -> signed(stop.getSpecified().getNumber());
            case NEXT_COMMIT, TYPE_NOT_SET -> throw new SeekRefused(Status.BAD_REQUEST);
        };
    }

    /** Numbers are unsigned; none beyond the signed ones will ever be reached. */
    private static long signed(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }
}
