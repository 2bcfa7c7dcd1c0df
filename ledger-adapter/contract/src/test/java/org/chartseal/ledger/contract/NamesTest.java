package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.junit.jupiter.api.Test;

/** What is on a ledger stays there: whoever changes one of these names breaks every ledger that exists. */
class NamesTest {

    @Test
    void functionsArePinned() {
        assertThat(ChartsealContract.class.getAnnotation(Contract.class).name()).isEqualTo("chartseal");
        assertThat(Arrays.stream(ChartsealContract.class.getDeclaredMethods())
                        .map(method -> method.getAnnotation(Transaction.class))
                        .filter(annotation -> annotation != null)
                        .map(annotation -> annotation.name() + " " + annotation.intent()))
                .containsExactlyInAnyOrder(
                        "AnchorSeals SUBMIT",
                        "AnchorRoot SUBMIT",
                        "RegisterPractitioner SUBMIT",
                        "VerifyPractitioner SUBMIT",
                        "SuspendPractitioner SUBMIT",
                        "RegisterSubject SUBMIT",
                        "ChangeSubjectKey SUBMIT",
                        "RestoreSubjectKey SUBMIT",
                        "ChangePractitionerKey SUBMIT",
                        "RestorePractitionerKey SUBMIT",
                        "GiveAccess SUBMIT",
                        "RevokeAccess SUBMIT",
                        "ForgetGrant SUBMIT",
                        "OpenEmergency SUBMIT",
                        "EndEmergency SUBMIT",
                        "ReviewEmergency SUBMIT",
                        "ReadSeal EVALUATE",
                        "SealHistory EVALUATE",
                        "ReadRoot EVALUATE",
                        "ReadPractitioner EVALUATE",
                        "ReadSubject EVALUATE",
                        "ReadGrant EVALUATE",
                        "ReadGrantScope EVALUATE",
                        "CheckGrant EVALUATE",
                        "ReadEmergency EVALUATE",
                        "EraseSubject SUBMIT",
                        "ReadErasure EVALUATE");
    }

    @Test
    void keysAndEventsArePinned() {
        assertThat(LedgerNames.sealKey("x")).isEqualTo("seal/x");
        assertThat(LedgerNames.practitionerKey("x")).isEqualTo("practitioner/x");
        assertThat(LedgerNames.subjectKey("x")).isEqualTo("subject/x");
        assertThat(LedgerNames.grantKey("x")).isEqualTo("grant/x");
        assertThat(LedgerNames.emergencyKey("x")).isEqualTo("emergency/x");
        assertThat(LedgerNames.erasureKey("x")).isEqualTo("erasure/x");
        assertThat(LedgerNames.rootKey("x")).isEqualTo("root/x");
        assertThat(LedgerNames.ORGANISATIONS).isEqualTo("chartseal.ledger.organisations");
        assertThat(new String[] {
                    LedgerNames.SEALS_ANCHORED,
                    LedgerNames.PRACTITIONER_REGISTERED,
                    LedgerNames.PRACTITIONER_VERIFIED,
                    LedgerNames.PRACTITIONER_SUSPENDED,
                    LedgerNames.SUBJECT_REGISTERED,
                    LedgerNames.SUBJECT_KEY_CHANGED,
                    LedgerNames.SUBJECT_KEY_RESTORED,
                    LedgerNames.PRACTITIONER_KEY_CHANGED,
                    LedgerNames.PRACTITIONER_KEY_RESTORED,
                    LedgerNames.ACCESS_GIVEN,
                    LedgerNames.ACCESS_REVOKED,
                    LedgerNames.SCOPE_FORGOTTEN,
                    LedgerNames.EMERGENCY_OPENED,
                    LedgerNames.EMERGENCY_ENDED,
                    LedgerNames.EMERGENCY_REVIEWED,
                    LedgerNames.ROOT_ANCHORED,
                    LedgerNames.SUBJECT_ERASED
                })
                .containsExactly(
                        "SealsAnchored",
                        "PractitionerRegistered",
                        "PractitionerVerified",
                        "PractitionerSuspended",
                        "SubjectRegistered",
                        "SubjectKeyChanged",
                        "SubjectKeyRestored",
                        "PractitionerKeyChanged",
                        "PractitionerKeyRestored",
                        "AccessGiven",
                        "AccessRevoked",
                        "ScopeForgotten",
                        "EmergencyOpened",
                        "EmergencyEnded",
                        "EmergencyReviewed",
                        "RootAnchored",
                        "SubjectErased");
        assertThat(LedgerNames.GRANTS).isEqualTo("grants");
        assertThat(LedgerNames.SCOPE).isEqualTo("scope");
    }

    @Test
    void everyCodeCanBeToldFromOtherMessages() {
        assertThat(RefusalCode.values())
                .allSatisfy(code -> assertThat(code.name()).matches("[A-Z]+(_[A-Z]+)+"));
    }

    @Test
    void serverSettingsComeFromTheEnvironment() {
        Map<String, String> plain = Map.of(
                "CHAINCODE_ID", "chartseal:1",
                "CHAINCODE_SERVER_ADDRESS", "127.0.0.1:9991",
                "CHARTSEAL_ORGANISATIONS", "HospitalBMSP, HospitalAMSP");

        assertThat(ContractServer.Settings.read(plain))
                .isEqualTo(new ContractServer.Settings(
                        "chartseal:1",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 9991),
                        "HospitalAMSP,HospitalBMSP",
                        Optional.empty()));
        assertThat(ContractServer.Settings.read(Map.of(
                                "CHAINCODE_ID", "c",
                                "CHAINCODE_SERVER_ADDRESS", "localhost:1",
                                "CHARTSEAL_ORGANISATIONS", "HospitalAMSP",
                                "CHAINCODE_TLS_CERT", "cert.pem",
                                "CHAINCODE_TLS_KEY", "key.pem",
                                "CHAINCODE_CLIENT_CA_CERT", "ca.pem"))
                        .tls())
                .contains(new ContractServer.Tls(Path.of("cert.pem"), Path.of("key.pem"), Path.of("ca.pem")));
        assertThatThrownBy(() -> ContractServer.Settings.read(Map.of("CHAINCODE_ID", "c")))
                .hasMessage("CHAINCODE_SERVER_ADDRESS is not set");
        assertThatThrownBy(() ->
                        ContractServer.Settings.read(Map.of("CHAINCODE_ID", "c", "CHAINCODE_SERVER_ADDRESS", "here")))
                .hasMessage("CHAINCODE_SERVER_ADDRESS is not host:port");
        assertThatThrownBy(() -> ContractServer.Settings.read(
                        Map.of("CHAINCODE_ID", "c", "CHAINCODE_SERVER_ADDRESS", "localhost:1")))
                .hasMessage("CHARTSEAL_ORGANISATIONS is not set");
        assertThatThrownBy(() -> ContractServer.Settings.read(Map.of(
                        "CHAINCODE_ID", "c",
                        "CHAINCODE_SERVER_ADDRESS", "localhost:1",
                        "CHARTSEAL_ORGANISATIONS", "HospitalAMSP,,HospitalBMSP")))
                .hasMessageStartingWith("no MSP ids");
    }
}
