package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.chartseal.ledger.contract.InMemoryLedger.Outcome;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PractitionersTest {

    private static final String LICENSED = "2027-01-01T00:00:00.000Z";

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ChartsealContract contract = new ChartsealContract();
    private final Signer doctor = new Signer("00000000-0000-4000-8000-0000000000b1");

    @Test
    void whoeverChangesAPractitionerNeedsAPeerOfEveryOrganisation() throws Exception {
        Outcome registered = register(doctor.publicKey());

        ByteString policy = registered.policies().get("practitioner/" + doctor.id);
        SignaturePolicyEnvelope envelope = SignaturePolicyEnvelope.parseFrom(policy);
        List<String> principals = new ArrayList<>();
        for (MSPPrincipal principal : envelope.getIdentitiesList()) {
            MSPRole role = MSPRole.parseFrom(principal.getPrincipal());
            principals.add(role.getMspIdentifier() + " " + role.getRole());
        }
        assertThat(principals).containsExactly("HospitalA PEER", "HospitalB PEER");
        assertThat(envelope.getRule().getNOutOf().getN()).isEqualTo(2);
    }

    @Test
    void thePolicyIsWrittenOnceAndAgainOnlyWhenTheOrganisationsAreOthers() {
        register(doctor.publicKey());

        assertThat(verify(LICENSED).policies()).isEmpty();
        System.setProperty("chartseal.ledger.organisations", "HospitalA,HospitalB,HospitalC");
        assertThat(suspend().policies()).containsOnlyKeys("practitioner/" + doctor.id);
        assertThat(verify(LICENSED).policies()).isEmpty();
    }

    @Test
    void aServiceThatWasToldNoOrganisationsChangesNobody() {
        System.clearProperty("chartseal.ledger.organisations");

        assertThatThrownBy(() -> register(doctor.publicKey()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("chartseal.ledger.organisations is not set");
    }

    @Test
    void aPractitionerIsRegisteredVerifiedAndSuspended() {
        Outcome registered = register(doctor.publicKey());
        Outcome verified = verify(LICENSED);
        Outcome suspended = suspend();

        assertThat(registered.eventName()).isEqualTo("PractitionerRegistered");
        assertThat(registered.eventPayload()).isEqualTo("{\"practitioner\":\"" + doctor.id + "\"}");
        assertThat(registered.answer())
                .isEqualTo("{\"organisation\":\"HospitalA\",\"practitioner\":\"" + doctor.id + "\",\"publicKey\":\""
                        + doctor.publicKey() + "\",\"state\":\"REGISTERED\",\"suspensions\":[]}");
        assertThat(verified.eventName()).isEqualTo("PractitionerVerified");
        assertThat(verified.answer()).contains("\"licensedUntil\":\"" + LICENSED + "\"", "\"VERIFIED\"");
        assertThat(suspended.eventName()).isEqualTo("PractitionerSuspended");
        assertThat(suspended.answer()).contains("\"SUSPENDED\"", "[{\"from\":\"2026-05-04T12:00:00.000Z\"}]");
        assertThat(verify(LICENSED).answer()).contains("\"VERIFIED\"", "\"until\":\"2026-05-04T12:00:00.000Z\"");
        assertThat(ledger.run(contract::readPractitioner, id()).answer()).contains("\"VERIFIED\"");
    }

    @Test
    void theSameAgainChangesNothing() {
        register(doctor.publicKey());
        assertThat(register(doctor.publicKey()).writes()).isEmpty();
        verify(LICENSED);
        assertThat(verify(LICENSED).writes()).isEmpty();
        suspend();
        assertThat(suspend().writes()).isEmpty();
    }

    @Test
    void anotherKeyForTheSameIdIsRefused() {
        register(doctor.publicKey());

        refused("PRACTITIONER_EXISTS " + doctor.id, () -> register(new Signer(doctor.id).publicKey()));
    }

    @Test
    void anotherOrganisationCanChangeNothing() {
        register(doctor.publicKey());
        ledger.organisation = "HospitalB";

        refused("ORGANISATION_MISMATCH " + doctor.id, () -> register(doctor.publicKey()));
        refused("ORGANISATION_MISMATCH " + doctor.id, () -> verify(LICENSED));
        refused("ORGANISATION_MISMATCH " + doctor.id, this::suspend);
    }

    @Test
    void whoIsUnknownCannotBeVerifiedOrSuspended() {
        refused("PRACTITIONER_UNKNOWN " + doctor.id, () -> verify(LICENSED));
        refused("PRACTITIONER_UNKNOWN " + doctor.id, this::suspend);
    }

    @Test
    void aLicenceMustRunOn() {
        register(doctor.publicKey());

        refused("LICENCE_PERIOD_INVALID " + doctor.id, () -> verify("2026-05-04T12:00:00.000Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AAAA",
                // the point at infinity's neighbour: not on the curve
                "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                        + "AAAAAAAAAAAAAAAAAAAAAAAAAQ==",
                // Ed25519
                "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="
            })
    void aKeyThatIsNotP256IsRefused(String key) {
        refused("PUBLIC_KEY_INVALID", () -> register(key));
    }

    private Outcome register(String key) {
        return submit(
                contract::registerPractitioner,
                new JSONObject().put("practitioner", doctor.id).put("publicKey", key));
    }

    private Outcome verify(String licensedUntil) {
        return submit(
                contract::verifyPractitioner,
                new JSONObject().put("practitioner", doctor.id).put("licensedUntil", licensedUntil));
    }

    private Outcome suspend() {
        return ledger.submit(contract::suspendPractitioner, id());
    }

    private String id() {
        return "{\"practitioner\":\"" + doctor.id + "\"}";
    }

    private Outcome submit(BiFunction<Context, String, String> function, JSONObject argument) {
        return ledger.submit(function, CanonicalJson.write(argument));
    }

    private static void refused(String message, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(Refusal.class).hasMessage(message);
    }
}
