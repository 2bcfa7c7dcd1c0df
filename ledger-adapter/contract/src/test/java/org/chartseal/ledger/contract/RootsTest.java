package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chartseal.ledger.contract.InMemoryLedger.Outcome;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootsTest {

    private static final String BATCH = "00000000-0000-4000-8000-0000000000d1";
    private static final String ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328";
    private static final String CLOSED = "2026-05-04T12:00:00.000Z";

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ChartsealContract contract = new ChartsealContract();

    @Test
    void aRootStandsUnderItsBatchWithWhoSubmittedIt() {
        Outcome anchored = anchor(argument());

        String state = "{\"batch\":\"" + BATCH + "\",\"closedAt\":\"" + CLOSED + "\",\"organisation\":\"HospitalA\","
                + "\"root\":\"" + ROOT + "\",\"size\":8,\"transaction\":\"" + "0".repeat(64) + "\"}";
        assertThat(anchored.answer()).isEqualTo(state);
        assertThat(anchored.writes()).containsOnlyKeys("root/" + BATCH).containsValue(state);
        assertThat(anchored.eventName()).isEqualTo("RootAnchored");
        assertThat(anchored.eventPayload()).isEqualTo("{\"batch\":\"" + BATCH + "\"}");
        assertThat(ledger.run(contract::readRoot, "{\"batch\":\"" + BATCH + "\"}")
                        .answer())
                .isEqualTo(state);
    }

    @Test
    void theSameRootAgainChangesNothing() {
        String first = anchor(argument()).answer();
        Outcome again = anchor(argument());

        assertThat(again.answer()).isEqualTo(first);
        assertThat(again.writes()).isEmpty();
        assertThat(again.eventName()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "root, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "size, 9",
        "closedAt, 2026-05-04T11:59:59.999Z"
    })
    void aBatchHasOneRootForEver(String member, String other) {
        anchor(argument());

        refused(
                "ROOT_CONFLICT " + BATCH,
                argument().put(member, member.equals("size") ? Integer.valueOf(other) : other));
    }

    @Test
    void anotherOrganisationCannotClaimABatch() {
        anchor(argument());
        ledger.organisation = "HospitalB";

        refused("ROOT_CONFLICT " + BATCH, argument());
    }

    @Test
    void aBatchCannotBeClosedLaterThanItsRootIsAnchored() {
        anchor(argument().put("closedAt", "2026-05-04T12:05:00.000Z"));

        refused(
                "CLOSED_IN_FUTURE 00000000-0000-4000-8000-0000000000d2",
                argument()
                        .put("batch", "00000000-0000-4000-8000-0000000000d2")
                        .put("closedAt", "2026-05-04T12:05:00.001Z"));
    }

    @ParameterizedTest
    @CsvSource({"root, 5dc9", "size, 0", "batch, x", "closedAt, 2026-05-04", "more, x"})
    void whatIsNoRootIsRefused(String member, String value) {
        refused("ARGUMENT_MALFORMED", argument().put(member, member.equals("size") ? Integer.valueOf(value) : value));
    }

    private static JSONObject argument() {
        return new JSONObject()
                .put("batch", BATCH)
                .put("closedAt", CLOSED)
                .put("root", ROOT)
                .put("size", 8);
    }

    private Outcome anchor(JSONObject argument) {
        return ledger.submit(contract::anchorRoot, CanonicalJson.write(argument));
    }

    private void refused(String message, JSONObject argument) {
        assertThatThrownBy(() -> anchor(argument)).isInstanceOf(Refusal.class).hasMessage(message);
    }
}
