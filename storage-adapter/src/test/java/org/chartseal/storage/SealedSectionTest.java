package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedSectionTest {

    private static final ObjectContext CONTEXT = new ObjectContext(new UUID(1, 1), new UUID(2, 2), 1);
    private static final int SEGMENT = 1 << 16;

    @TempDir
    Path folder;

    private MemoryObjectStore store;
    private KeyRing objects;

    @BeforeEach
    void openStorage() {
        store = new MemoryObjectStore();
        objects = new KeyRing(store, FileKeyVault.create(folder.resolve("vault.json")));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, SEGMENT - 57, SEGMENT - 56, SEGMENT - 55, SEGMENT, 2 * SEGMENT - 72, 2 * SEGMENT - 71, 500_000
            })
    void anyPartOfContentOfAnySizeComesBack(int size) throws IOException {
        byte[] content = content(size);
        SealedObject stored = seal(content);
        assertThat(read(stored, 0, size)).isEqualTo(content);
        Random random = new Random(size);
        for (int i = 0; i < 100 && size > 0; i++) {
            int from = random.nextInt(size);
            int length = 1 + random.nextInt(size - from);
            assertThat(read(stored, from, length)).isEqualTo(Arrays.copyOfRange(content, from, from + length));
            assertThat(transferred(stored, from, length)).isEqualTo(Arrays.copyOfRange(content, from, from + length));
        }
        assertThat(read(stored, size, 0)).isEmpty();
    }

    @Test
    void whatIsEncryptedIsAsLongAsItWasReckoned() throws IOException {
        for (int size : new int[] {0, 1, SEGMENT - 57, SEGMENT - 56, SEGMENT - 55, SEGMENT, 500_000}) {
            byte[] stored = store.bytes(seal(content(size)).address());
            int header =
                    ObjectHeader.read(new java.io.ByteArrayInputStream(stored)).encoded().length;
            assertThat(ObjectKey.encryptedSize(size)).isEqualTo(stored.length - header - ObjectTrailer.LENGTH);
        }
    }

    @Test
    void nothingIsReadButTheHeaderAndTheSegmentsOfThePart() throws IOException {
        SealedObject stored = seal(content(100 * SEGMENT));
        int header = store.bytes(stored.address()).length
                - (int) ObjectKey.encryptedSize(stored.size())
                - ObjectTrailer.LENGTH;
        assertThat(read(stored, 50L * SEGMENT, 10)).hasSize(10);
        assertThat(store.reads()).containsExactly("0+1024", (header + 50L * SEGMENT) + "+" + SEGMENT);
    }

    @Test
    void aPartOutsideTheContentIsTheCallersMistake() throws IOException {
        SealedObject stored = seal(content(100));
        assertThatThrownBy(() -> read(stored, 99, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read(stored, -1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read(stored, 1, Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFlippedByteInASegmentOfThePartIsNamedAndOneElsewhereDoesNotMatter() throws IOException {
        byte[] content = content(4 * SEGMENT);
        SealedObject stored = seal(content);
        byte[] flipped = store.bytes(stored.address());
        flipped[2 * SEGMENT + 5000] ^= 1;
        store.lay(stored.address(), flipped);
        assertThat(damage(CONTEXT, stored, 2L * SEGMENT + 10, 5)).isEqualTo(ObjectDamage.ALTERED);
        assertThat(read(stored, 0, SEGMENT)).isEqualTo(Arrays.copyOf(content, SEGMENT));
        assertThat(read(stored, 3L * SEGMENT + 10, 5))
                .isEqualTo(Arrays.copyOfRange(content, 3 * SEGMENT + 10, 3 * SEGMENT + 15));
    }

    @Test
    void aFlippedByteFurtherOnEndsTheStreamBeforeItsSegment() throws IOException {
        byte[] content = content(4 * SEGMENT);
        SealedObject stored = seal(content);
        byte[] flipped = store.bytes(stored.address());
        flipped[2 * SEGMENT + 5000] ^= 1;
        store.lay(stored.address(), flipped);
        try (InputStream in = objects.open(CONTEXT, stored, 0, content.length)) {
            assertThat(in.readNBytes(2 * SEGMENT - 72)).isEqualTo(Arrays.copyOf(content, 2 * SEGMENT - 72));
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasCauseInstanceOf(Refused.class);
        }
    }

    @Test
    void segmentsThatChangedPlacesDoNotOpen() throws IOException {
        SealedObject stored = seal(content(6 * SEGMENT));
        byte[] moved = store.bytes(stored.address());
        int header = moved.length - (int) ObjectKey.encryptedSize(stored.size()) - ObjectTrailer.LENGTH;
        byte[] third = Arrays.copyOfRange(moved, header + 3 * SEGMENT, header + 4 * SEGMENT);
        System.arraycopy(moved, header + 2 * SEGMENT, moved, header + 3 * SEGMENT, SEGMENT);
        System.arraycopy(third, 0, moved, header + 2 * SEGMENT, SEGMENT);
        store.lay(stored.address(), moved);
        assertThat(damage(CONTEXT, stored, 2L * SEGMENT + 100, 5)).isEqualTo(ObjectDamage.ALTERED);
    }

    @Test
    void aCutIsNamedWhereThePartIsGone() throws IOException {
        byte[] content = content(4 * SEGMENT);
        SealedObject stored = seal(content);
        store.lay(stored.address(), Arrays.copyOf(store.bytes(stored.address()), 3 * SEGMENT));
        assertThat(damage(CONTEXT, stored, 3L * SEGMENT + 100, 5)).isEqualTo(ObjectDamage.CUT);
        assertThat(read(stored, 10, 5)).isEqualTo(Arrays.copyOfRange(content, 10, 15));
    }

    @Test
    void aPartOpensOnlyForItsPatientRecordAndVersion() throws IOException {
        SealedObject stored = seal(content(1000));
        ObjectContext other = new ObjectContext(new UUID(1, 2), new UUID(2, 2), 1);
        assertThat(damage(other, stored, 0, 10)).isEqualTo(ObjectDamage.KEY_DAMAGED);
        store.remove(stored.address());
        assertThat(damage(CONTEXT, stored, 0, 10)).isEqualTo(ObjectDamage.MISSING);
    }

    @Test
    void anotherSizeThanItsOwnShowsNothingThatIsNotItsContent() throws IOException {
        byte[] content = content(2 * SEGMENT);
        SealedObject stored = seal(content);
        SealedObject longer = new SealedObject(stored.address(), stored.size() + 1000, stored.sha256());
        try (InputStream in = objects.open(CONTEXT, longer, 0, longer.size())) {
            assertThat(in.readNBytes(content.length)).isEqualTo(content);
            assertThatThrownBy(in::read).isInstanceOf(IOException.class);
        }
    }

    private SealedObject seal(byte[] content) throws IOException {
        return objects.seal(CONTEXT, out -> out.write(content));
    }

    private byte[] read(SealedObject stored, long from, long length) throws IOException {
        try (InputStream in = objects.open(CONTEXT, stored, from, length)) {
            return in.readAllBytes();
        }
    }

    private byte[] transferred(SealedObject stored, long from, long length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = objects.open(CONTEXT, stored, from, length)) {
            assertThat(in.transferTo(out)).isEqualTo(length);
        }
        return out.toByteArray();
    }

    private ObjectDamage damage(ObjectContext context, SealedObject stored, long from, long length) {
        try (InputStream opened = objects.open(context, stored, from, length)) {
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
