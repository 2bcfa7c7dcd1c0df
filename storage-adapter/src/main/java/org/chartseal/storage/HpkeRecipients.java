package org.chartseal.storage;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import com.google.crypto.tink.subtle.X25519;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.KeyWrap;
import org.chartseal.domain.documents.LockedObject;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.RecipientKey;
import org.chartseal.domain.shared.Refused;

/**
 * Wraps keys of objects by HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) for recipients whose private keys the vault protects. A
 * wrap opens for its recipient, object, patient, record and version only; a private key for its recipient and public key only.
 */
final class HpkeRecipients {

    private static final HpkeParameters PARAMETERS = parameters();

    private final KeyVault vault;

    HpkeRecipients(KeyVault vault) {
        this.vault = vault;
    }

    RecipientKey draw(UUID recipient) {
        byte[] secret = X25519.generatePrivateKey();
        try {
            String publicKey = HexFormat.of().formatHex(X25519.publicFromPrivate(secret));
            return new RecipientKey(recipient, publicKey, vault.wrap(secret, use(recipient, publicKey)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** What the vault binds a private key to. */
    static String use(UUID recipient, String publicKey) {
        return "recipient-key " + recipient + " " + publicKey;
    }

    KeyWrap wrap(ObjectKey key, ObjectContext context, ObjectAddress address, RecipientKey recipient) {
        byte[] secret = key.secret();
        try {
            return new KeyWrap(
                    recipient,
                    keyset(publicKey(recipient))
                            .getPrimitive(HybridConfig2026.get(), HybridEncrypt.class)
                            .encrypt(secret, info(context, address, recipient.recipient())));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * The key that the object commits to.
     *
     * @throws Refused with the code of an {@link ObjectDamage} that is about its key
     */
    ObjectKey unwrap(LockedObject object, KeyWrap wrap) {
        byte[] secret = privateKey(object.address(), wrap.recipient());
        try {
            byte[] info =
                    info(object.context(), object.address(), wrap.recipient().recipient());
            byte[] opened = keyset(pair(wrap.recipient(), secret))
                    .getPrimitive(HybridConfig2026.get(), HybridDecrypt.class)
                    .decrypt(wrap.wrap(), info);
            if (opened.length != ObjectKey.BYTES) {
                throw ObjectDamage.KEY_NOT_COMMITTED.at(object.address());
            }
            ObjectKey key = new ObjectKey(opened, object.context());
            if (!key.commitment().equals(object.commitment())) {
                throw ObjectDamage.KEY_NOT_COMMITTED.at(object.address());
            }
            return key;
        } catch (GeneralSecurityException notAuthentic) {
            throw ObjectDamage.KEY_DAMAGED.at(object.address()).causedBy(notAuthentic);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] privateKey(ObjectAddress address, RecipientKey recipient) {
        try {
            return vault.unwrap(recipient.privateKey(), use(recipient.recipient(), recipient.publicKey()));
        } catch (Refused refusal) {
            boolean missing = refusal.code().equals("vault-key-missing");
            throw (missing ? ObjectDamage.KEY_MISSING : ObjectDamage.KEY_DAMAGED)
                    .at(address)
                    .causedBy(refusal);
        }
    }

    private static KeysetHandle keyset(Key key) throws GeneralSecurityException {
        return KeysetHandle.newBuilder()
                .setConfiguration(HybridConfig2026.get())
                .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                .build();
    }

    @AccessesPartialKey // the database keeps public keys as their bytes
    private static HpkePublicKey publicKey(RecipientKey recipient) throws GeneralSecurityException {
        return HpkePublicKey.create(PARAMETERS, Bytes.copyFrom(HexFormat.of().parseHex(recipient.publicKey())), null);
    }

    @AccessesPartialKey // the vault keeps private keys as their bytes
    private static HpkePrivateKey pair(RecipientKey recipient, byte[] secret) throws GeneralSecurityException {
        return HpkePrivateKey.create(publicKey(recipient), SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get()));
    }

    private static byte[] info(ObjectContext context, ObjectAddress address, UUID recipient) {
        return ("chartseal object 2\n" + address + "\n" + context + "\n" + recipient).getBytes(StandardCharsets.UTF_8);
    }

    private static HpkeParameters parameters() {
        try {
            return HpkeParameters.builder()
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
