package org.chartseal.web.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerMember;
import org.chartseal.domain.ledger.MemberCertificate;
import org.chartseal.domain.ledger.TransactionId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the explorer marks red. */
class BlockViewTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final LedgerMember PEER_A = member("peer.a", "HospitalAMSP");
    private static final LedgerMember PEER_B = member("peer.b", "HospitalBMSP");
    private static final LedgerMember ORDERER = member("orderer1", "OrderersMSP");
    private static final LedgerBlock BEFORE = block(3, "aa", "99", true, true, sound());

    @Test
    void aSoundBlockHasNoDamageAndTellsWhoSigned() {
        BlockView view = BlockView.of(block(4, "bb", "aa", true, true, sound()), Optional.of(BEFORE));

        assertThat(view.damage()).isEmpty();
        assertThat(view.signatures()).containsExactly(ORDERER);
        assertThat(view.endorsers()).containsExactly("HospitalAMSP", "HospitalBMSP");
        assertThat(view.transactions().get(0).creator()).isEqualTo("HospitalAMSP");
        assertThat(view.transactions().get(0).written().get(0).seal()).isEqualTo("x.1");
    }

    @Test
    void whatSeveralTransactionsDidIsToldOnce() {
        assertThat(BlockView.of(block(4, "bb", "aa", true, true, sound(), sound()), Optional.of(BEFORE))
                        .deeds())
                .containsExactly(new BlockView.Deed("AnchorSeals", 2));
    }

    @Test
    void contentThatDoesNotFitTheHeaderIsDamage() {
        assertThat(damage(block(4, "bb", "aa", false, true, sound()))).containsExactly("ledger.damage.data");
    }

    @Test
    void aBlockThatDoesNotFollowFromTheOneBeforeIsDamage() {
        assertThat(damage(block(4, "bb", "ab", true, true, sound()))).containsExactly("ledger.damage.chain");
    }

    @Test
    void aFirstBlockThatFollowsFromAnotherIsDamage() {
        LedgerBlock first = block(0, "aa", "99", true, true);
        assertThat(BlockView.of(first, Optional.empty()).damage()).containsExactly("ledger.damage.chain");
    }

    @Test
    void anUnsignedBlockIsDamageUnlessItIsTheFirst() {
        assertThat(damage(block(4, "bb", "aa", true, false, sound()))).containsExactly("ledger.damage.signature");
        LedgerBlock first = block(0, "aa", "", true, false);
        assertThat(BlockView.of(first, Optional.empty()).damage()).isEmpty();
    }

    @Test
    void aValidTransactionThatNobodyKnownSubmittedOrEndorsedIsDamage() {
        BlockView view = BlockView.of(
                block(4, "bb", "aa", true, true, transaction("VALID", null, List.of()), sound()), Optional.of(BEFORE));

        assertThat(view.damage()).containsExactly("ledger.damage.submitter", "ledger.damage.endorsement");
        assertThat(view.transactions().get(0).damage()).isEqualTo(view.damage());
        assertThat(view.transactions().get(1).damage()).isEmpty();
    }

    @Test
    void aTransactionThatTheNetworkFoundInvalidIsNoDamage() {
        assertThat(damage(block(4, "bb", "aa", true, true, transaction("BAD_CREATOR_SIGNATURE", null, List.of()))))
                .isEmpty();
    }

    private static List<String> damage(LedgerBlock block) {
        return BlockView.of(block, Optional.of(BEFORE)).damage();
    }

    private static LedgerBlock block(
            long number,
            String hash,
            String previous,
            boolean intact,
            boolean signed,
            LedgerBlock.Transaction... transactions) {
        return new LedgerBlock(
                number, hash, previous, intact, signed, signed ? List.of(ORDERER) : List.of(), List.of(transactions));
    }

    private static LedgerBlock.Transaction sound() {
        return transaction("VALID", PEER_A, List.of(PEER_B, PEER_A));
    }

    private static LedgerBlock.Transaction transaction(
            String validation, @Nullable LedgerMember submitter, List<LedgerMember> endorsements) {
        return new LedgerBlock.Transaction(
                new TransactionId("0".repeat(64)),
                NOW,
                "AnchorSeals",
                validation,
                submitter,
                endorsements,
                List.of("seal/x.1"),
                null);
    }

    private static LedgerMember member(String name, String organisation) {
        return new LedgerMember(
                organisation,
                new MemberCertificate(name, "CN=" + name, "CN=ca", "1f", NOW, NOW.plusSeconds(1), "ab".repeat(32)));
    }
}
