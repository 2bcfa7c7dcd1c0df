package org.chartseal.web.passkeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;
import org.chartseal.domain.passkeys.Passkey;
import org.chartseal.domain.passkeys.PasskeyId;
import org.chartseal.domain.passkeys.WebAuthn;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.configuration.PortalConfiguration;

/** The ceremonies of W3C Web Authentication, by Yubico's server library. Signature counters are not kept, as on the ledger. */
@ApplicationScoped
class YubicoWebAuthn implements WebAuthn {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final long PATIENCE = Duration.ofMinutes(5).toMillis();

    /** Of a SubjectPublicKeyInfo with an uncompressed P-256 point (RFC 5480). */
    private static final int P256_LENGTH = 91;

    private final PortalConfiguration configuration;

    @Inject
    YubicoWebAuthn(PortalConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public PasskeyScope scope() {
        return new PasskeyScope(configuration.publicHost(), List.of(configuration.publicOrigin()));
    }

    @Override
    public String askForPasskey(PasskeyId passkey, String account) {
        if (!configuration.browsersTrustIt()) {
            throw Refused.because("passkey-needs-https");
        }
        PublicKeyCredentialCreationOptions options = party(OneCredential.none())
                .startRegistration(StartRegistrationOptions.builder()
                        .user(UserIdentity.builder()
                                .name(account)
                                .displayName(account)
                                .id(OneCredential.handle(passkey.value()))
                                .build())
                        .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                                .residentKey(ResidentKeyRequirement.PREFERRED)
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .build())
                        .timeout(PATIENCE)
                        .build());
        try {
            return options.toJson();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String optionsOf(String asked) {
        try {
            return PublicKeyCredentialCreationOptions.fromJson(asked).toCredentialsCreateJson();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public NewPasskey passkey(String asked, String answer) {
        try {
            RegistrationResult result = party(OneCredential.none())
                    .finishRegistration(FinishRegistrationOptions.builder()
                            .request(PublicKeyCredentialCreationOptions.fromJson(asked))
                            .response(PublicKeyCredential.parseRegistrationResponseJson(answer))
                            .build());
            byte[] spki = result.getParsedPublicKey().getEncoded();
            if (spki.length != P256_LENGTH) {
                throw Refused.because("passkey-answer-wrong");
            }
            return new NewPasskey(
                    result.getKeyId().getId().getBase64Url(),
                    Base64.getEncoder().encodeToString(spki),
                    HexFormat.of().formatHex(sha256(spki)));
        } catch (RegistrationFailedException
                | IOException
                | GeneralSecurityException
                | IllegalArgumentException wrong) {
            throw Refused.because("passkey-answer-wrong").causedBy(wrong);
        }
    }

    @Override
    public String askForSignature(Passkey passkey, String text) {
        try {
            return request(passkey, text).toCredentialsGetJson();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String signature(Passkey passkey, String text, String answer) {
        try {
            PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> assertion =
                    PublicKeyCredential.parseAssertionResponseJson(answer);
            boolean success = party(OneCredential.of(passkey))
                    .finishAssertion(FinishAssertionOptions.builder()
                            .request(request(passkey, text))
                            .response(assertion)
                            .build())
                    .isSuccess();
            if (success && sameOrigin(assertion.getResponse().getClientDataJSON())) {
                return text(assertion.getResponse());
            }
        } catch (AssertionFailedException | IOException | JsonException | IllegalArgumentException wrong) {
            throw Refused.because("passkey-answer-wrong").causedBy(wrong);
        }
        throw Refused.because("passkey-answer-wrong");
    }

    /** The library leaves it to its caller whether a page within another site's page may ask; the contract does not. */
    private static boolean sameOrigin(ByteArray clientData) {
        String json = new String(clientData.getBytes(), StandardCharsets.UTF_8);
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            JsonObject members = reader.readObject();
            return members.getOrDefault("crossOrigin", JsonValue.FALSE).equals(JsonValue.FALSE)
                    && !members.containsKey("topOrigin");
        }
    }

    private static String text(AuthenticatorAssertionResponse response) {
        return String.join(
                ".",
                "webauthn",
                response.getAuthenticatorData().getBase64Url(),
                response.getClientDataJSON().getBase64Url(),
                response.getSignature().getBase64Url());
    }

    private static AssertionRequest request(Passkey passkey, String text) {
        return AssertionRequest.builder()
                .publicKeyCredentialRequestOptions(PublicKeyCredentialRequestOptions.builder()
                        .challenge(new ByteArray(sha256(text.getBytes(StandardCharsets.UTF_8))))
                        .rpId(passkey.scope().relyingParty())
                        .allowCredentials(List.of(PublicKeyCredentialDescriptor.builder()
                                .id(OneCredential.id(passkey))
                                .build()))
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .timeout(PATIENCE)
                        .build())
                .username(OneCredential.OWNER)
                .build();
    }

    private RelyingParty party(OneCredential credential) {
        return RelyingParty.builder()
                .identity(RelyingPartyIdentity.builder()
                        .id(scope().relyingParty())
                        .name(configuration.hospitalName())
                        .build())
                .credentialRepository(credential)
                .origins(Set.copyOf(scope().origins()))
                .preferredPubkeyParams(List.of(PublicKeyCredentialParameters.ES256))
                .attestationConveyancePreference(AttestationConveyancePreference.NONE)
                .validateSignatureCounter(false)
                .build();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
