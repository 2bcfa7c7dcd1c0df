package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.Test;

/** What every object store promises. An adapter's test implements it and runs it on the real thing. */
interface ObjectStoreContract {

    /** The store under test, empty. */
    ObjectStore store();

    /** Changes what lies at the address, behind the store's back. */
    void overwrite(ObjectAddress address, byte[] bytes) throws IOException;

    /** Takes away what lies at the address, behind the store's back. */
    void takeAway(ObjectAddress address) throws IOException;

    @Test
    default void anObjectComesBackAsItWasPut() throws IOException {
        byte[] bytes = random(200_000, 1);
        ObjectAddress address = put(bytes);
        assertThat(read(address)).isEqualTo(bytes);
        assertThat(store().holds(address)).isTrue();
        assertThat(store().verify(address)).isTrue();
        assertThat(store().length(address)).isEqualTo(200_000);
    }

    @Test
    default void aPartComesBackAsItWasPut() throws IOException {
        byte[] bytes = random(200_000, 13);
        ObjectAddress address = put(bytes);
        assertThat(read(address, 0, 1)).isEqualTo(Arrays.copyOf(bytes, 1));
        assertThat(read(address, 65_000, 70_000)).isEqualTo(Arrays.copyOfRange(bytes, 65_000, 135_000));
        assertThat(read(address, 199_999, 1)).isEqualTo(Arrays.copyOfRange(bytes, 199_999, 200_000));
    }

    @Test
    default void aPartEndsWhereTheObjectEnds() throws IOException {
        byte[] bytes = random(1000, 14);
        ObjectAddress address = put(bytes);
        assertThat(read(address, 990, 100)).isEqualTo(Arrays.copyOfRange(bytes, 990, 1000));
        assertThat(read(address, 1000, 5)).isEmpty();
        assertThat(read(address, 5000, 5)).isEmpty();
    }

    @Test
    default void theAddressIsTheDigestOfTheBytes() throws IOException {
        assertThat(put("abc".getBytes(StandardCharsets.US_ASCII)))
                .hasToString("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    default void anEmptyObjectIsAnObject() throws IOException {
        ObjectAddress address = put(new byte[0]);
        assertThat(read(address)).isEmpty();
        assertThat(store().verify(address)).isTrue();
    }

    @Test
    default void theSameBytesHaveTheSameAddress() throws IOException {
        assertThat(put(random(5000, 2))).isEqualTo(put(random(5000, 2))).isNotEqualTo(put(random(5000, 3)));
    }

    @Test
    default void whatWasNeverPutIsMissing() {
        ObjectAddress address = new ObjectAddress("0".repeat(64));
        assertThat(store().holds(address)).isFalse();
        assertMissing(address);
    }

    @Test
    default void whatWasTakenAwayIsMissing() throws IOException {
        ObjectAddress address = put(random(100, 4));
        takeAway(address);
        assertThat(store().holds(address)).isFalse();
        assertMissing(address);
    }

    @Test
    default void changedBytesDoNotVerifyAndPuttingThemAgainMendsThem() throws IOException {
        byte[] bytes = random(100_000, 5);
        ObjectAddress address = put(bytes);
        byte[] changed = bytes.clone();
        changed[77_777] ^= 1;
        overwrite(address, changed);
        assertThat(store().verify(address)).isFalse();

        assertThat(put(bytes)).isEqualTo(address);
        assertThat(store().verify(address)).isTrue();
    }

    @Test
    default void contentThatBreaksOffLeavesNothing() {
        byte[] begun = random(70_000, 6);
        assertThatThrownBy(() -> store().put(out -> {
                    out.write(begun);
                    throw new IOException("the upload broke off");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the upload broke off");
        assertMissing(new ObjectAddress(HexFormat.of().formatHex(Sha256.digest().digest(begun))));
    }

    @Test
    default void whatIsRemovedIsGoneAndNothingElse() throws IOException {
        ObjectAddress removed = put(random(300_000, 7));
        ObjectAddress kept = put(random(300_000, 8));
        store().remove(removed);
        assertThat(store().holds(removed)).isFalse();
        assertMissing(removed);
        assertThat(store().verify(kept)).isTrue();
    }

    @Test
    default void removingTwiceOrWhatWasNeverThereIsNoFailure() throws IOException {
        ObjectAddress address = put(random(100, 9));
        store().remove(address);
        store().remove(address);
        store().remove(new ObjectAddress("1".repeat(64)));
        assertThat(store().holds(address)).isFalse();
    }

    @Test
    default void whatWasRemovedCanBePutAgain() throws IOException {
        byte[] bytes = random(1000, 10);
        ObjectAddress address = put(bytes);
        store().remove(address);
        assertThat(put(bytes)).isEqualTo(address);
        assertThat(read(address)).isEqualTo(bytes);
    }

    @Test
    default void aVisitShowsEveryObjectOnceAndNothingElse() throws IOException {
        List<ObjectAddress> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            expected.add(put(random(50 + i, 100 + i)));
        }
        store().remove(expected.remove(0));
        store().check();
        List<ObjectAddress> seen = new ArrayList<>();
        store().visit(seen::add);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    default void anEmptyStoreShowsNothing() {
        store().visit(address -> {
            throw new AssertionError("nothing was put, and yet there is " + address);
        });
    }

    @Test
    default void whatTheVisitorThrowsEndsTheVisit() throws IOException {
        put(random(10, 11));
        put(random(10, 12));
        List<ObjectAddress> seen = new ArrayList<>();
        assertThatThrownBy(() -> store().visit(address -> {
                    seen.add(address);
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(seen).hasSize(1);
    }

    @Test
    default void manyThreadsPutTheSameAndDifferentObjectsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<ObjectAddress>> puts = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                byte[] bytes = random(20_000, i % 16);
                puts.add(() -> put(bytes));
            }
            Set<ObjectAddress> addresses = new HashSet<>();
            for (Future<ObjectAddress> done : threads.invokeAll(puts)) {
                addresses.add(done.get());
            }
            assertThat(addresses).hasSize(16).allMatch(store()::verify);
        } finally {
            threads.shutdownNow();
        }
    }

    private ObjectAddress put(byte[] bytes) throws IOException {
        return store().put(out -> out.write(bytes));
    }

    private byte[] read(ObjectAddress address) throws IOException {
        try (InputStream in = store().open(address)) {
            return in.readAllBytes();
        }
    }

    private byte[] read(ObjectAddress address, long from, long length) throws IOException {
        try (InputStream in = store().open(address, from, length)) {
            return in.readAllBytes();
        }
    }

    private void assertMissing(ObjectAddress address) {
        assertThatThrownBy(() -> store().open(address))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(ObjectDamage.of(refused)).contains(ObjectDamage.MISSING));
        assertThatThrownBy(() -> store().open(address, 0, 1)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> store().verify(address)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> store().length(address)).isInstanceOf(Refused.class);
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
