package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.chartseal.domain.documents.KeyCommitment;
import org.chartseal.domain.documents.KeyWrap;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.LockedKey;
import org.chartseal.domain.documents.LockedObject;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.RecipientKey;
import org.chartseal.domain.documents.WrappedKey;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who can write to the database and the store may try with keys. */
class KeyAttacksTest {

    private static final ObjectContext CONTEXT = TinkObjectCipherTest.CONTEXT;
    private static final byte[] CONTENT = "Ama Osei, type 2 diabetes".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private MemoryObjectStore store;
    private KeyRing ring;
    private KeyedObject own;
    private LockedObject locked;

    @BeforeEach
    void sealOne() throws IOException {
        store = new MemoryObjectStore();
        ring = new KeyRing(store, FileKeyVault.create(folder.resolve("vault.json")));
        own = sealed(CONTEXT);
        locked = new LockedObject(CONTEXT, own.object().address(), own.commitment());
    }

    private KeyedObject sealed(ObjectContext context) throws IOException {
        return ring.kept(ring.seal(context, out -> out.write(CONTENT)).address());
    }

    @Test
    void theWrapOfAnotherObjectIsRefused() throws IOException {
        KeyedObject other = sealed(CONTEXT);
        assertDamage(ObjectDamage.KEY_DAMAGED, locked, other.wraps().get(0));
    }

    @Test
    void theWrapForAnotherRecipientIsRefused() {
        RecipientKey stranger = ring.cipher().draw(new UUID(8, 8));
        assertDamage(
                ObjectDamage.KEY_DAMAGED,
                locked,
                new KeyWrap(stranger, own.wraps().get(0).wrap()));
    }

    @Test
    void theSameKeyPairUnderAnotherNameOpensNothing() {
        RecipientKey renamed = new RecipientKey(
                new UUID(8, 8), ring.recipient().publicKey(), ring.recipient().privateKey());
        assertDamage(
                ObjectDamage.KEY_DAMAGED,
                locked,
                new KeyWrap(renamed, own.wraps().get(0).wrap()));
    }

    @Test
    void anothersPrivateKeyInTheRowIsRefused() {
        RecipientKey stranger = ring.cipher().draw(new UUID(8, 8));
        RecipientKey mixed =
                new RecipientKey(ring.recipient().recipient(), ring.recipient().publicKey(), stranger.privateKey());
        assertDamage(
                ObjectDamage.KEY_DAMAGED,
                locked,
                new KeyWrap(mixed, own.wraps().get(0).wrap()));
    }

    @Test
    void everyAlteredOrCutByteOfAWrapIsRefused() {
        byte[] wrap = own.wraps().get(0).wrap();
        for (int position = 0; position < wrap.length; position++) {
            byte[] altered = wrap.clone();
            altered[position] ^= (byte) (1 << (position % 8));
            assertDamage(ObjectDamage.KEY_DAMAGED, locked, new KeyWrap(ring.recipient(), altered));
            byte[] cut = Arrays.copyOf(wrap, position);
            assertDamage(ObjectDamage.KEY_DAMAGED, locked, new KeyWrap(ring.recipient(), cut));
        }
    }

    @Test
    void anAlteredPrivateKeyIsRefusedAndOneOfALostMasterKeyIsNamedMissing() {
        WrappedKey kept = ring.recipient().privateKey();
        byte[] altered = kept.ciphertext();
        altered[altered.length - 1] ^= 1;
        assertDamage(ObjectDamage.KEY_DAMAGED, locked, by(new WrappedKey(kept.masterKey(), altered)));
        assertDamage(ObjectDamage.KEY_MISSING, locked, by(new WrappedKey("4711", kept.ciphertext())));
    }

    private KeyWrap by(WrappedKey privateKey) {
        RecipientKey recipient = ring.recipient();
        return new KeyWrap(
                new RecipientKey(recipient.recipient(), recipient.publicKey(), privateKey),
                own.wraps().get(0).wrap());
    }

    @Test
    void anAlteredCommitmentBesideTheWrapIsRefused() {
        LockedObject other = new LockedObject(CONTEXT, locked.address(), new KeyCommitment("0".repeat(64)));
        assertDamage(ObjectDamage.KEY_NOT_COMMITTED, other, own.wraps().get(0));
    }

    /** Whoever knows the public key can wrap a key for it; what they wrap is not what the object commits to. */
    @Test
    void aKeyThatTheObjectDoesNotCommitToIsRefusedBeforeTheObjectIsRead() {
        ObjectKey forged = ObjectKey.draw(CONTEXT);
        KeyWrap wrap = ring.cipher().recipients().wrap(forged, CONTEXT, locked.address(), ring.recipient());
        store.remove(locked.address());
        assertDamage(ObjectDamage.KEY_NOT_COMMITTED, locked, wrap);
    }

    @Test
    void aKeyWithItsOwnCommitmentBesideItIsRefusedByTheObjects() {
        ObjectKey forged = ObjectKey.draw(CONTEXT);
        KeyWrap wrap = ring.cipher().recipients().wrap(forged, CONTEXT, locked.address(), ring.recipient());
        LockedObject changed = new LockedObject(CONTEXT, locked.address(), forged.commitment());
        assertDamage(ObjectDamage.KEY_NOT_COMMITTED, changed, wrap);
    }

    /**
     * AES-GCM lets one ciphertext decrypt under several keys. Here is one that does decrypt under a key that it does not commit to, made
     * with that key: it is not opened.
     */
    @Test
    void contentThatDecryptsUnderAnotherKeyThanItsHeaderCommitsToIsNotOpened() throws Exception {
        ObjectKey real = ObjectKey.draw(CONTEXT);
        ObjectKey second = ObjectKey.draw(CONTEXT);
        ObjectAddress address = store.put(out -> writeMixed(out, real, second));
        KeyWrap wrap = ring.cipher().recipients().wrap(second, CONTEXT, address, ring.recipient());
        assertDamage(ObjectDamage.KEY_NOT_COMMITTED, new LockedObject(CONTEXT, address, second.commitment()), wrap);
        assertDamage(ObjectDamage.KEY_NOT_COMMITTED, new LockedObject(CONTEXT, address, real.commitment()), wrap);
    }

    private static void writeMixed(OutputStream out, ObjectKey header, ObjectKey body) throws IOException {
        MeasuredOutput measured = new MeasuredOutput(out);
        measured.write(header.header().encoded());
        java.io.ByteArrayOutputStream encrypted = new java.io.ByteArrayOutputStream();
        try (OutputStream encrypting = body.cipher().newEncryptingStream(encrypted, body.associatedData())) {
            encrypting.write(CONTENT);
        } catch (GeneralSecurityException failure) {
            throw new IOException(failure);
        }
        measured.write(encrypted.toByteArray());
        out.write(ObjectTrailer.after(measured.count()));
    }

    @Test
    void keyAndCommitmentFollowFromSecretAndContextOnlyAndFromNothingLess() {
        ObjectKey key = ObjectKey.draw(CONTEXT);
        assertThat(new ObjectKey(key.secret(), CONTEXT).commitment()).isEqualTo(key.commitment());
        ObjectContext later = new ObjectContext(CONTEXT.patient(), CONTEXT.record(), 2);
        assertThat(new ObjectKey(key.secret(), later).commitment()).isNotEqualTo(key.commitment());
        assertThat(ObjectKey.draw(CONTEXT).commitment()).isNotEqualTo(key.commitment());
    }

    @Test
    void eachOfSeveralRecipientsOpensByTheirOwnWrap() throws IOException {
        RecipientKey second = ring.cipher().draw(new UUID(8, 8));
        KeyedObject shared =
                ring.cipher().seal(CONTEXT, out -> out.write(CONTENT), () -> List.of(ring.recipient(), second));
        LockedObject object = new LockedObject(CONTEXT, shared.object().address(), shared.commitment());
        for (KeyWrap wrap : shared.wraps()) {
            assertThatCode(() -> ring.cipher().requireKey(object, wrap)).doesNotThrowAnyException();
            try (InputStream in = ring.cipher().open(object, wrap, address -> true)) {
                assertThat(in.readAllBytes()).isEqualTo(CONTENT);
            }
        }
        assertThat(shared.wraps()).allSatisfy(wrap -> assertThat(wrap.wrap()).hasSize(80));
    }

    @Test
    void aFurtherWrapIsMadeOutOfAnotherAndOpensForItsRecipientAlone() throws IOException {
        RecipientKey grantee = ring.cipher().draw(new UUID(8, 8));
        KeyWrap further = rewrapped(locked, own.wraps().get(0), grantee);
        try (InputStream in = ring.cipher().open(locked, further, address -> true)) {
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
        }
        assertThat(further.wrap()).hasSize(80);
        assertDamage(ObjectDamage.KEY_DAMAGED, locked, new KeyWrap(ring.recipient(), further.wrap()));
        RecipientKey stranger = ring.cipher().draw(new UUID(9, 9));
        assertDamage(ObjectDamage.KEY_DAMAGED, locked, new KeyWrap(stranger, further.wrap()));
    }

    @Test
    void theWrapOfAnEarlierVersionOpensNoLaterOne() throws IOException {
        RecipientKey grantee = ring.cipher().draw(new UUID(8, 8));
        KeyWrap earlier = rewrapped(locked, own.wraps().get(0), grantee);
        ObjectContext second = new ObjectContext(CONTEXT.patient(), CONTEXT.record(), 2);
        KeyedObject later = sealed(second);
        assertDamage(
                ObjectDamage.KEY_DAMAGED,
                new LockedObject(second, later.object().address(), later.commitment()),
                earlier);
        assertThat(later.commitment()).isNotEqualTo(own.commitment());
    }

    @Test
    void ofManyThatAreWrappedFurtherADamagedOneIsLeftOut() throws IOException {
        KeyedObject other = sealed(CONTEXT);
        LockedKey sound = new LockedKey(locked, own.wraps().get(0));
        LockedKey damaged = new LockedKey(
                new LockedObject(CONTEXT, other.object().address(), other.commitment()),
                own.wraps().get(0));
        RecipientKey grantee = ring.cipher().draw(new UUID(8, 8));
        assertThat(ring.cipher().rewrap(List.of(damaged, sound), grantee)).containsOnlyKeys(locked.address());
        assertThat(ring.cipher().rewrap(List.of(), grantee)).isEmpty();
    }

    private KeyWrap rewrapped(LockedObject object, KeyWrap wrap, RecipientKey grantee) {
        return ring.cipher()
                .rewrap(List.of(new LockedKey(object, wrap)), grantee)
                .values()
                .iterator()
                .next();
    }

    private void assertDamage(ObjectDamage expected, LockedObject object, KeyWrap wrap) {
        assertThatThrownBy(
                        () -> ring.cipher().open(object, wrap, address -> true).close())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(ObjectDamage.of(refused)).contains(expected));
    }
}
