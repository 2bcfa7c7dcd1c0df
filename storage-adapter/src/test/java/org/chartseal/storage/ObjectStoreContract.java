package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    void remove(ObjectAddress address) throws IOException;

    @Test
    default void anObjectComesBackAsItWasPut() throws IOException {
        byte[] bytes = random(200_000, 1);
        ObjectAddress address = put(bytes);
        assertThat(read(address)).isEqualTo(bytes);
        assertThat(store().holds(address)).isTrue();
        assertThat(store().verify(address)).isTrue();
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
        remove(address);
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

    private void assertMissing(ObjectAddress address) {
        assertThatThrownBy(() -> store().open(address))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(ObjectDamage.of(refused)).contains(ObjectDamage.MISSING));
        assertThatThrownBy(() -> store().verify(address)).isInstanceOf(Refused.class);
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
