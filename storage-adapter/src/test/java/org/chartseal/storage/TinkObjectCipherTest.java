package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TinkObjectCipherTest {

    private static final UUID PATIENT = new UUID(1, 1);
    private static final UUID RECORD = new UUID(2, 2);
    static final ObjectContext CONTEXT = new ObjectContext(PATIENT, RECORD, 1);
    private static final int SEGMENT = 1 << 16;

    @TempDir
    Path folder;

    private MemoryObjectStore store;
    private FileKeyVault vault;
    private KeyRing objects;

    @BeforeEach
    void openStorage() {
        store = new MemoryObjectStore();
        vault = FileKeyVault.create(folder.resolve("vault.json"));
        objects = new KeyRing(store, vault);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, SEGMENT - 100, SEGMENT - 16, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 500_000})
    void contentOfAnySizeComesBack(int size) throws IOException {
        byte[] content = content(size);
        SealedObject sealed = seal(CONTEXT, content);
        assertThat(open(CONTEXT, sealed.address())).isEqualTo(content);
        assertThat(sealed.size()).isEqualTo(size);
        assertThat(sealed.sha256())
                .isEqualTo(HexFormat.of().formatHex(Sha256.digest().digest(content)));
    }

    @Test
    void theSameContentIsNeverTheSameObject() throws IOException {
        assertThat(seal(CONTEXT, content(100)).address())
                .isNotEqualTo(seal(CONTEXT, content(100)).address());
    }

    @Test
    void nothingOfTheContentOrItsContextIsToBeSeenInTheStore() throws IOException {
        byte[] content = "Ama Osei, type 2 diabetes".repeat(100).getBytes(StandardCharsets.UTF_8);
        String stored = new String(store.bytes(seal(CONTEXT, content).address()), StandardCharsets.ISO_8859_1);
        assertThat(stored).doesNotContain("Ama", "Osei", "diabetes", PATIENT.toString(), RECORD.toString());
    }

    @Test
    void aMissingObjectIsNamed() throws IOException {
        ObjectAddress address = seal(CONTEXT, content(10)).address();
        store.remove(address);
        assertDamage(ObjectDamage.MISSING, CONTEXT, address);
    }

    @Test
    void everyFlippedByteOfHeaderAndTrailerIsNamedAltered() throws IOException {
        byte[] stored = store.bytes(seal(CONTEXT, content(1000)).address());
        for (int position = 0; position < stored.length; position++) {
            assertFlipIsNamed(stored, position, 1 << (position % 8));
        }
    }

    @Test
    void flippedBytesAllOverALongBodyAreNamedAltered() throws IOException {
        byte[] stored = store.bytes(seal(CONTEXT, content(4 * SEGMENT)).address());
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            assertFlipIsNamed(stored, random.nextInt(stored.length), 1 + random.nextInt(255));
        }
    }

    private void assertFlipIsNamed(byte[] stored, int position, int mask) {
        byte[] flipped = stored.clone();
        flipped[position] ^= (byte) mask;
        ObjectAddress address = store.lay(stored);
        store.lay(address, flipped);
        assertDamage(ObjectDamage.ALTERED, CONTEXT, address);
    }

    @Test
    void aFlipWithTheAddressAndTheWrapChangedToMatchDoesNotOpenEither() throws IOException {
        ObjectAddress sealed = seal(CONTEXT, content(1000)).address();
        byte[] stored = store.bytes(sealed);
        for (int position = 0; position < stored.length; position++) {
            byte[] flipped = stored.clone();
            flipped[position] ^= 0x40;
            ObjectAddress address = objects.readdress(sealed, store.lay(flipped));
            assertThat(damage(CONTEXT, address))
                    .as("byte %d", position)
                    .isIn(ObjectDamage.ALTERED, ObjectDamage.KEY_NOT_COMMITTED);
        }
    }

    @Test
    void anObjectCutAnywhereIsNamedCut() throws IOException {
        byte[] stored = store.bytes(seal(CONTEXT, content(1000)).address());
        ObjectAddress address = store.lay(stored);
        for (int length = 0; length < stored.length; length++) {
            store.lay(address, Arrays.copyOf(stored, length));
            assertDamage(ObjectDamage.CUT, CONTEXT, address);
        }
    }

    @Test
    void aLongObjectCutAtEverySegmentIsNamedCutAndDoesNotOpenAtItsNewAddress() throws IOException {
        byte[] stored = store.bytes(seal(CONTEXT, content(4 * SEGMENT)).address());
        ObjectAddress address = store.lay(stored);
        for (int segment = 0; segment <= 4; segment++) {
            for (int length = segment * SEGMENT - 1; length <= segment * SEGMENT + 1; length++) {
                byte[] cut = Arrays.copyOf(stored, Math.max(0, length));
                store.lay(address, cut);
                assertDamage(ObjectDamage.CUT, CONTEXT, address);
                assertDamage(ObjectDamage.ALTERED, CONTEXT, objects.readdress(address, store.lay(cut)));
            }
        }
    }

    @Test
    void aCutThatIsGivenATrailerAndAnAddressDoesNotOpen() throws IOException {
        ObjectAddress address = seal(CONTEXT, content(3 * SEGMENT)).address();
        byte[] stored = store.bytes(address);
        byte[] forged = Arrays.copyOf(stored, SEGMENT + ObjectTrailer.LENGTH);
        System.arraycopy(ObjectTrailer.after(SEGMENT), 0, forged, SEGMENT, ObjectTrailer.LENGTH);
        assertDamage(ObjectDamage.ALTERED, CONTEXT, objects.readdress(address, store.lay(forged)));
    }

    @Test
    void appendedBytesDoNotOpen() throws IOException {
        ObjectAddress address = seal(CONTEXT, content(1000)).address();
        byte[] stored = store.bytes(address);
        byte[] longer = Arrays.copyOf(stored, stored.length + 1);
        assertDamage(ObjectDamage.ALTERED, CONTEXT, objects.readdress(address, store.lay(longer)));
        store.lay(address, longer);
        assertThat(damage(CONTEXT, address)).isIn(ObjectDamage.CUT, ObjectDamage.ALTERED);
    }

    @Test
    void anotherSoundObjectInItsPlaceIsNamedSwapped() throws IOException {
        ObjectAddress mine = seal(CONTEXT, content(1000)).address();
        ObjectAddress others = seal(new ObjectContext(new UUID(9, 9), RECORD, 1), content(1000))
                .address();
        ObjectAddress earlier = seal(CONTEXT, content(999)).address();

        store.lay(mine, store.bytes(others));
        assertDamage(ObjectDamage.SWAPPED, CONTEXT, mine);
        store.lay(mine, store.bytes(earlier));
        assertDamage(ObjectDamage.SWAPPED, CONTEXT, mine);
    }

    @Test
    void anotherObjectsHeaderOnThisBodyDoesNotOpenByEithersKey() throws IOException {
        ObjectAddress own = seal(CONTEXT, content(1000)).address();
        ObjectAddress other = seal(CONTEXT, content(1000)).address();
        byte[] mixed = store.bytes(own);
        byte[] header =
                ObjectHeader.read(new ByteArrayInputStream(store.bytes(other))).encoded();
        System.arraycopy(header, 0, mixed, 0, header.length);
        ObjectAddress address = store.lay(mixed);
        assertDamage(ObjectDamage.KEY_NOT_COMMITTED, CONTEXT, objects.readdress(own, address));
        assertDamage(ObjectDamage.ALTERED, CONTEXT, objects.readdress(other, address));
    }

    @Test
    void aKeyOpensOnlyForItsPatientRecordAndVersion() throws IOException {
        ObjectAddress address = seal(CONTEXT, content(1000)).address();
        assertDamage(ObjectDamage.KEY_DAMAGED, new ObjectContext(new UUID(1, 2), RECORD, 1), address);
        assertDamage(ObjectDamage.KEY_DAMAGED, new ObjectContext(PATIENT, new UUID(2, 3), 1), address);
        assertDamage(ObjectDamage.KEY_DAMAGED, new ObjectContext(PATIENT, RECORD, 2), address);
        assertDamage(ObjectDamage.KEY_DAMAGED, new ObjectContext(RECORD, PATIENT, 1), address);
    }

    @Test
    void aRecipientOfAnotherVaultIsNamedKeyMissing() throws IOException {
        ObjectAddress address = seal(CONTEXT, content(10)).address();
        objects.use(FileKeyVault.create(folder.resolve("other.json")));
        assertDamage(ObjectDamage.KEY_MISSING, CONTEXT, address);
    }

    @Test
    void anObjectOpensAfterTheVaultWasClosedAndOpened() throws IOException {
        ObjectAddress address = seal(CONTEXT, content(10)).address();
        objects.use(FileKeyVault.open(folder.resolve("vault.json")));
        assertThat(open(CONTEXT, address)).isEqualTo(content(10));
    }

    @Test
    void aChangeWhileReadingEndsTheStreamWithoutChangedContent() throws IOException {
        byte[] content = content(4 * SEGMENT);
        ObjectAddress address = seal(CONTEXT, content).address();
        byte[] changed = store.bytes(address);
        changed[3 * SEGMENT] ^= 1;
        ChangingStore changing = new ChangingStore(store, address, changed);
        try (InputStream in = objects.over(changing, vault).open(CONTEXT, address)) {
            byte[] first = in.readNBytes(SEGMENT);
            assertThat(first).isEqualTo(Arrays.copyOf(content, SEGMENT));
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void contentThatBreaksOffStoresNothing() {
        assertThatThrownBy(() -> objects.seal(CONTEXT, out -> {
                    out.write(content(100_000));
                    throw new IOException("broken off");
                }))
                .hasMessage("broken off");
    }

    private SealedObject seal(ObjectContext context, byte[] content) throws IOException {
        return objects.seal(context, out -> out.write(content));
    }

    private byte[] open(ObjectContext context, ObjectAddress address) throws IOException {
        try (InputStream in = objects.open(context, address)) {
            return in.readAllBytes();
        }
    }

    private void assertDamage(ObjectDamage expected, ObjectContext context, ObjectAddress address) {
        assertThat(damage(context, address)).isEqualTo(expected);
    }

    private ObjectDamage damage(ObjectContext context, ObjectAddress address) {
        try (InputStream opened = objects.open(context, address)) {
            throw new AssertionError("opened: " + opened);
        } catch (Refused refused) {
            return ObjectDamage.of(refused).orElseThrow();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }
}
