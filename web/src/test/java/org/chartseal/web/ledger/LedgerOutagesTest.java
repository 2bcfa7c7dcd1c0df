package org.chartseal.web.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.ledger.fabric.AwayPart;
import org.chartseal.web.ledger.LedgerOutages.Way;
import org.junit.jupiter.api.Test;

class LedgerOutagesTest {

    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private static final TransactionId TRANSACTION = new TransactionId("0".repeat(64));
    private final MovedClock clock = new MovedClock();
    private final LedgerOutages outages = new LedgerOutages(clock);
    private final Unavailable away =
            new Unavailable("ledger", Duration.ofSeconds(2), new IllegalArgumentException("no profile"));

    @Test
    void anOutageLastsFromItsFirstFailureToTheNextAnswer() {
        assertThat(outages.standing(true)).isEmpty();

        outages.away(Way.READING, away);
        clock.now = START.plusSeconds(30);
        outages.away(Way.READING, away);
        assertThat(outages.standing(false)).contains(new LedgerOutage(AwayPart.PROFILE, START, START.plusSeconds(32)));

        outages.met(Way.READING, 7L);
        assertThat(outages.standing(true)).isEmpty();
    }

    @Test
    void whatCanBeReadMayStillTakeNothing() {
        outages.away(Way.ENDORSING, away);
        outages.met(Way.READING, 7L);

        assertThat(outages.standing(true)).isPresent();
    }

    @Test
    void wherePeerAndOrderersAreAwayThePeerIsTold() {
        outages.met(Way.COMMITTING, new CommitOutcome.Unknown(TRANSACTION, "no orderers could process it"));
        assertThat(outages.standing(true)).map(LedgerOutage::code).contains("orderers");

        outages.away(Way.READING, away);
        assertThat(outages.standing(true)).map(LedgerOutage::code).contains("profile");

        outages.answered(Way.READING);
        outages.met(Way.COMMITTING, new CommitOutcome.Committed(TRANSACTION, 4));
        assertThat(outages.standing(true)).isEmpty();
    }

    @Test
    void nobodyMissesWhatNothingWaitsFor() {
        outages.away(Way.ENDORSING, away);

        assertThat(outages.standing(false)).isEmpty();
    }

    @Test
    void anOutageThatNobodyMeetsAgainIsForgotten() {
        outages.away(Way.ENDORSING, away);
        clock.now = START.plus(Duration.ofMinutes(2));
        assertThat(outages.standing(true)).isPresent();

        clock.now = clock.now.plusSeconds(3);
        assertThat(outages.standing(true)).isEmpty();
    }

    private static final class MovedClock extends Clock {

        private Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
