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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.KeyWrap;
import org.chartseal.domain.documents.LockedKey;
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

    private static final Logger LOG = Logger.getLogger(HpkeRecipients.class.getName());
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
        return wrap(key, context, address, recipient, encrypting(recipient));
    }

    private static KeyWrap wrap(
            ObjectKey key, ObjectContext context, ObjectAddress address, RecipientKey recipient, HybridEncrypt to) {
        byte[] secret = key.secret();
        try {
            return new KeyWrap(recipient, to.encrypt(secret, info(context, address, recipient.recipient())));
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
        return unwrap(object, wrap, decrypting(object.address(), wrap.recipient()));
    }

    private static ObjectKey unwrap(LockedObject object, KeyWrap wrap, HybridDecrypt from) {
        byte[] opened = opened(object, wrap, from);
        if (opened.length != ObjectKey.BYTES) {
            throw ObjectDamage.KEY_NOT_COMMITTED.at(object.address());
        }
        ObjectKey key = new ObjectKey(opened, object.context());
        if (!key.commitment().equals(object.commitment())) {
            throw ObjectDamage.KEY_NOT_COMMITTED.at(object.address());
        }
        return key;
    }

    private static byte[] opened(LockedObject object, KeyWrap wrap, HybridDecrypt from) {
        try {
            return from.decrypt(
                    wrap.wrap(),
                    info(object.context(), object.address(), wrap.recipient().recipient()));
        } catch (GeneralSecurityException notAuthentic) {
            throw ObjectDamage.KEY_DAMAGED.at(object.address()).causedBy(notAuthentic);
        }
    }

    /** The vault is asked once for each recipient out of whose wraps the keys come. */
    Map<ObjectAddress, KeyWrap> rewrap(List<LockedKey> keys, RecipientKey recipient) {
        Map<ObjectAddress, KeyWrap> made = new LinkedHashMap<>();
        Map<RecipientKey, HybridDecrypt> from = new HashMap<>();
        HybridEncrypt to = encrypting(recipient);
        for (LockedKey locked : keys) {
            LockedObject object = locked.object();
            try {
                HybridDecrypt decrypting =
                        from.computeIfAbsent(locked.wrap().recipient(), known -> decrypting(object.address(), known));
                ObjectKey key = unwrap(object, locked.wrap(), decrypting);
                made.put(object.address(), wrap(key, object.context(), object.address(), recipient, to));
            } catch (Refused damaged) {
                LOG.log(Level.WARNING, "No further wrap is made of a key that is damaged", damaged);
            }
        }
        return made;
    }

    private static HybridEncrypt encrypting(RecipientKey recipient) {
        try {
            return keyset(publicKey(recipient)).getPrimitive(HybridConfig2026.get(), HybridEncrypt.class);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private HybridDecrypt decrypting(ObjectAddress address, RecipientKey recipient) {
        byte[] secret = privateKey(address, recipient);
        try {
            return keyset(pair(recipient, secret)).getPrimitive(HybridConfig2026.get(), HybridDecrypt.class);
        } catch (GeneralSecurityException notAPair) {
            throw ObjectDamage.KEY_DAMAGED.at(address).causedBy(notAPair);
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
