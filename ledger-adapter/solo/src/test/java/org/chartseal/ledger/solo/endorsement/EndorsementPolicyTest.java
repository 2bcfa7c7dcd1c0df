package org.chartseal.ledger.solo.endorsement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import org.chartseal.ledger.solo.identity.Role;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.junit.jupiter.api.Test;

class EndorsementPolicyTest {

    private static final Signatory PEER_A = signatory("peer of A", "A", Role.PEER);
    private static final Signatory OTHER_PEER_A = signatory("other peer of A", "A", Role.PEER);
    private static final Signatory PEER_B = signatory("peer of B", "B", Role.PEER);
    private static final Signatory CLIENT_B = signatory("client of B", "B", Role.CLIENT);

    @Test
    void bothMeansAPeerOfEach() throws Exception {
        EndorsementPolicy both = policy(outOf(2, by(0), by(1)), peer("A"), peer("B"));

        assertThat(both.takes(List.of(PEER_B, PEER_A))).isTrue();
        assertThat(both.takes(List.of(PEER_A))).isFalse();
        assertThat(both.takes(List.of(PEER_A, OTHER_PEER_A))).isFalse();
        assertThat(both.takes(List.of(PEER_A, CLIENT_B))).isFalse();
        assertThat(both.takes(List.of())).isFalse();
    }

    @Test
    void oneSignatoryCountsForOnePrincipalOnly() throws Exception {
        EndorsementPolicy two = policy(outOf(2, by(0), by(0)), peer("A"));

        assertThat(two.takes(List.of(PEER_A))).isFalse();
        assertThat(two.takes(List.of(PEER_A, OTHER_PEER_A))).isTrue();
    }

    @Test
    void aRuleThatFailsUsesNobodyUp() throws Exception {
        EndorsementPolicy nested = policy(outOf(1, outOf(2, by(0), by(1)), by(0)), peer("A"), peer("B"));

        assertThat(nested.takes(List.of(PEER_A))).isTrue();
        assertThat(nested.takes(List.of(PEER_B))).isFalse();
    }

    @Test
    void anyMemberAndASinglePersonCanBeNamed() throws Exception {
        MSPPrincipal person = MSPPrincipal.newBuilder()
                .setPrincipalClassification(MSPPrincipal.Classification.IDENTITY)
                .setPrincipal(CLIENT_B.identity())
                .build();

        assertThat(policy(by(0), role("B", MSPRole.MSPRoleType.MEMBER)).takes(List.of(CLIENT_B)))
                .isTrue();
        assertThat(policy(by(0), person).takes(List.of(PEER_B))).isFalse();
        assertThat(policy(by(0), person).takes(List.of(CLIENT_B))).isTrue();
    }

    @Test
    void aPolicyThatMakesNoSenseIsNoPolicy() {
        assertThatThrownBy(() -> policy(by(1), peer("A")).takes(List.of(PEER_A)))
                .isInstanceOf(InvalidProtocolBufferException.class);
        assertThatThrownBy(() -> policy(SignaturePolicy.getDefaultInstance()).takes(List.of(PEER_A)))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    private static Signatory signatory(String name, String organisation, Role role) {
        return new Signatory(ByteString.copyFromUtf8(name), organisation, role);
    }

    private static EndorsementPolicy policy(SignaturePolicy rule, MSPPrincipal... principals) throws Exception {
        return EndorsementPolicy.parse(SignaturePolicyEnvelope.newBuilder()
                .setRule(rule)
                .addAllIdentities(List.of(principals))
                .build()
                .toByteString());
    }

    private static SignaturePolicy by(int principal) {
        return SignaturePolicy.newBuilder().setSignedBy(principal).build();
    }

    private static SignaturePolicy outOf(int count, SignaturePolicy... rules) {
        return SignaturePolicy.newBuilder()
                .setNOutOf(SignaturePolicy.NOutOf.newBuilder().setN(count).addAllRules(Arrays.asList(rules)))
                .build();
    }

    private static MSPPrincipal peer(String organisation) {
        return role(organisation, MSPRole.MSPRoleType.PEER);
    }

    private static MSPPrincipal role(String organisation, MSPRole.MSPRoleType role) {
        return MSPPrincipal.newBuilder()
                .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                .setPrincipal(MSPRole.newBuilder()
                        .setMspIdentifier(organisation)
                        .setRole(role)
                        .build()
                        .toByteString())
                .build();
    }
}
