package org.chartseal.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.chartseal.domain.ledger.ChannelRole;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.CommitOutcome.Committed;
import org.chartseal.domain.ledger.CommitOutcome.Conflict;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.RegisterPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.RegisterSubject;
import org.chartseal.domain.ledger.LedgerCommand.SuspendPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.VerifyPractitioner;
import org.chartseal.domain.ledger.RegisteredPractitioner.State;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.ledger.fabric.ChosenEndorsers;
import org.chartseal.ledger.fabric.FabricEvidenceLedger;
import org.chartseal.ledger.fabric.KitSigner;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.hyperledger.fabric.client.EndorseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one hospital can do alone to who may sign. On the channel {@code consortium} both have agreed that either of them may
 * endorse, so that nothing but the policies of single keys stands in the way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
@EnabledIf(value = "org.chartseal.fabric.Programs#found", disabledReason = "Fabric's programs are not on this machine")
class PractitionersNeedBothHospitalsIT {

    private static final String A = Hospital.A.mspId();
    private static final String B = Hospital.B.mspId();
    private static final InstantSource CLOCK = InstantSource.system();
    private final Instant licensed = CLOCK.instant().plus(Duration.ofDays(365));

    private Path root;
    private TwoHospitals network;
    private LedgerProfile strict;
    private LedgerProfile weak;
    private FabricEvidenceLedger ledger;

    @BeforeAll
    void startNetwork(@TempDir Path folder) {
        root = folder.resolve("network");
        network = new TwoHospitals(root);
        strict = network.start();
        weak = new LedgerProfile(
                strict.kind(),
                strict.endpoint(),
                Map.of(ChannelRole.EMR, new LedgerProfile.Channel("consortium", strict.chaincode())),
                strict.mspId(),
                strict.certificate(),
                strict.privateKey(),
                strict.tlsRoots(),
                strict.serverName());
        ledger = new FabricEvidenceLedger(weak);
        new FabricAdministration(root).agreeOnPolicy("consortium", "OR('" + A + ".peer','" + B + ".peer')");
    }

    @AfterAll
    void stopNetwork() {
        ledger.close();
        network.close();
    }

    @Test
    @Order(1)
    void theContractsOwnPolicyTakesOneHospital() throws Exception {
        KitSigner patient = new KitSigner();

        assertThat(alone(A, new RegisterSubject(patient.subject(), patient.publicKey())))
                .isInstanceOf(Committed.class);
    }

    @Test
    @Order(2)
    void yetNoneVerifiesOrSuspendsAPractitionerAlone() throws Exception {
        KitSigner doctor = new KitSigner();
        settle(ledger.endorse(new RegisterPractitioner(doctor.practitioner(), doctor.publicKey())));

        refused(alone(A, new VerifyPractitioner(doctor.practitioner(), licensed)));
        refused(alone(B, new VerifyPractitioner(doctor.practitioner(), licensed)));
        assertState(doctor, State.REGISTERED);

        assertThat(settle(ChosenEndorsers.endorse(weak, new VerifyPractitioner(doctor.practitioner(), licensed), A, B)))
                .isInstanceOf(Committed.class);
        assertState(doctor, State.VERIFIED);
        refused(alone(A, new SuspendPractitioner(doctor.practitioner())));
        assertState(doctor, State.VERIFIED);
    }

    @Test
    @Order(3)
    void thePortalsClientFindsBothByItself() {
        KitSigner doctor = new KitSigner();
        settle(ledger.endorse(new RegisterPractitioner(doctor.practitioner(), doctor.publicKey())));

        assertThat(settle(ledger.endorse(new VerifyPractitioner(doctor.practitioner(), licensed))))
                .isInstanceOf(Committed.class);
    }

    @Test
    @Order(4)
    void underThePolicyThatNetworksStartWithNobodyWritesAnythingAlone() throws Exception {
        KitSigner doctor = new KitSigner();
        try (FabricEvidenceLedger emr = new FabricEvidenceLedger(strict)) {
            RegisterPractitioner register = new RegisterPractitioner(doctor.practitioner(), doctor.publicKey());
            refused(emr.submit(ChosenEndorsers.endorse(strict, register, A)));
            assertThat(emr.findPractitioner(doctor.practitioner())).isEmpty();
            assertThat(emr.submit(emr.endorse(register))).isInstanceOf(Committed.class);
        }
    }

    @Test
    @Order(5)
    void aHospitalWhoseContractWasBentChangesNobodyAlone() throws Exception {
        KitSigner doctor = new KitSigner();
        settle(ledger.endorse(new RegisterPractitioner(doctor.practitioner(), doctor.publicKey())));

        try (BentContract bent = BentContract.of(root, Hospital.A)) {
            refused(aloneOnceItAnswers(A, new VerifyPractitioner(doctor.practitioner(), licensed)));
            assertState(doctor, State.REGISTERED);
            assertThatThrownBy(() -> ledger.endorse(new VerifyPractitioner(doctor.practitioner(), licensed)))
                    .isInstanceOf(Unavailable.class);
            assertThat(bent.runs()).as("it was the bent contract that answered").isTrue();
        }
    }

    private static void refused(CommitOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.code()).isEqualTo("ENDORSEMENT_POLICY_FAILURE"));
    }

    private void assertState(KitSigner doctor, State state) {
        assertThat(ledger.findPractitioner(doctor.practitioner()))
                .hasValueSatisfying(found -> assertThat(found.state()).isEqualTo(state));
    }

    private CommitOutcome alone(String organisation, LedgerCommand command) throws EndorseException {
        return settle(ChosenEndorsers.endorse(weak, command, organisation));
    }

    /** The bent contract takes a moment to start. */
    private CommitOutcome aloneOnceItAnswers(String organisation, LedgerCommand command) throws EndorseException {
        Instant end = CLOCK.instant().plus(Duration.ofSeconds(60));
        while (true) {
            try {
                return alone(organisation, command);
            } catch (EndorseException notYet) {
                if (CLOCK.instant().isAfter(end)) {
                    throw notYet;
                }
            }
        }
    }

    private CommitOutcome settle(SignedEnvelope envelope) {
        CommitOutcome outcome = ledger.submit(envelope);
        while (outcome instanceof CommitOutcome.Unknown) {
            outcome = ledger.submit(envelope);
        }
        return outcome;
    }
}
