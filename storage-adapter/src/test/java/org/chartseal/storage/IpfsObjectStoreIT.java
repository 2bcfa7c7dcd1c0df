package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** On a real IPFS node, where Go is there to build one. */
@EnabledIf(value = "org.chartseal.storage.IpfsNode#isPossible", disabledReason = "Go is not on the PATH")
class IpfsObjectStoreIT implements ObjectStoreContract {

    private static final AtomicInteger FOLDERS = new AtomicInteger();

    @TempDir
    static Path machine;

    private static IpfsNode node;

    @TempDir
    Path folder;

    private IpfsLocation location;
    private IpfsObjectStore store;

    @BeforeAll
    static void startNode() throws Exception {
        node = IpfsNode.start(machine);
    }

    @AfterAll
    static void stopNode() throws Exception {
        node.stop();
    }

    @BeforeEach
    void openStore() {
        location = new IpfsLocation(node.api(), "/store-" + FOLDERS.incrementAndGet());
        store = new IpfsObjectStore(location, StorageCredentials.NONE, spool());
        store.initialise();
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public void overwrite(ObjectAddress address, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("other"), bytes);
        node.run("files", "write", "--create", "--truncate", path(address), file.toString());
    }

    @Override
    public void takeAway(ObjectAddress address) {
        node.run("files", "rm", path(address));
    }

    @Test
    void whatIsPutIsPinnedUnderAnAddressOfTheSecondKind() throws IOException {
        ObjectAddress address = put(random(600_000, 1));
        String cid = cid(address);
        assertThat(cid).startsWith("bafy");
        assertThat(node.run("pin", "ls", "--type=recursive", "--quiet")).contains(cid);
    }

    @Test
    void theBlocksOfWhatIsRemovedHaveLeftTheNode() throws IOException {
        ObjectAddress kept = put(random(600_000, 2));
        ObjectAddress removed = put(random(600_000, 3));
        Set<String> blocks = blocks(removed);
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
        assertThat(held()).containsAll(blocks);
        long before = blockFiles();

        store.remove(removed);

        assertThat(held()).doesNotContainAnyElementsOf(blocks).containsAll(blocks(kept));
        assertThat(blockFiles()).isLessThanOrEqualTo(before - blocks.size());
        assertThat(store.verify(kept)).isTrue();
    }

    @Test
    void aCollectionByTheNodeItselfTakesNothingThatIsKept() throws IOException {
        ObjectAddress address = put(random(600_000, 4));
        node.run("repo", "gc", "--quiet");
        assertThat(store.verify(address)).isTrue();
    }

    @Test
    void whatWasPutSurvivesACrashOfTheNode() throws Exception {
        ObjectAddress address = put(random(600_000, 5));
        node.kill();
        assertThatThrownBy(() -> store.open(address)).isInstanceOf(Unavailable.class);
        node.restart();
        assertThat(store.verify(address)).isTrue();
    }

    @Test
    void aNodeThatHasNoSuchStoreIsAnOutageAndNotAMissingObject() {
        IpfsObjectStore other =
                new IpfsObjectStore(new IpfsLocation(node.api(), "/never-made"), StorageCredentials.NONE, spool());
        ObjectAddress address = new ObjectAddress("f".repeat(64));
        assertThat(other.isNew()).isTrue();
        assertThatThrownBy(() -> other.open(address)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> other.holds(address)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> other.visit(seen -> {})).isInstanceOf(Unavailable.class);
        other.initialise();
        other.initialise();
        assertThat(other.isNew()).isFalse();
        assertThat(other.holds(address)).isFalse();
    }

    @Test
    void aNodeThatIsAwayIsAnOutage() {
        IpfsObjectStore away = new IpfsObjectStore(
                new IpfsLocation(URI.create("http://127.0.0.1:1"), "/x"), StorageCredentials.NONE, spool());
        ObjectAddress address = new ObjectAddress("f".repeat(64));
        List<ThrowingCallable> calls = List.of(
                () -> away.put(out -> out.write(1)),
                () -> away.open(address),
                () -> away.holds(address),
                () -> away.verify(address),
                () -> away.length(address),
                () -> away.remove(address),
                () -> away.visit(seen -> {}),
                away::isNew,
                away::initialise,
                away::check);
        for (var call : calls) {
            assertThatThrownBy(call).isInstanceOfSatisfying(Unavailable.class, outage -> {
                assertThat(outage.part()).isEqualTo("storage");
                assertThat(outage.retryAfter()).isPositive();
            });
        }
    }

    @Test
    void whatWasReadInPartOnlyCanBeClosed() throws IOException {
        ObjectAddress address = put(random(5_000_000, 6));
        try (InputStream in = store.open(address)) {
            assertThat(in.readNBytes(10)).hasSize(10);
        }
        assertThat(store.verify(address)).isTrue();
    }

    @Test
    void nothingOfAPutStaysOnThisMachine() throws IOException {
        put(new byte[] {1});
        try (Stream<Path> files = Files.list(spool())) {
            assertThat(files).isEmpty();
        }
    }

    private ObjectAddress put(byte[] bytes) throws IOException {
        return store.put(out -> out.write(bytes));
    }

    private String cid(ObjectAddress address) {
        return node.run("files", "stat", "--hash", path(address)).get(0);
    }

    private Set<String> blocks(ObjectAddress address) {
        String root = cid(address);
        List<String> blocks = new ArrayList<>(node.run("refs", "--recursive", "--unique", root));
        blocks.add(root);
        return digests(blocks);
    }

    private Set<String> held() {
        return digests(node.run("refs", "local"));
    }

    /** A node lists all that it holds as raw blocks; what a block is the same by is its digest. */
    private static Set<String> digests(List<String> cids) {
        List<String> command = new ArrayList<>(List.of("cid", "format", "-f", "%M"));
        command.addAll(cids);
        return Set.copyOf(node.run(command.toArray(String[]::new)));
    }

    private static long blockFiles() throws IOException {
        try (Stream<Path> files = Files.walk(node.repository().resolve("blocks"))) {
            return files.filter(file -> file.toString().endsWith(".data")).count();
        }
    }

    private Path spool() {
        return folder.resolve("spool");
    }

    private String path(ObjectAddress address) {
        return location.folder() + "/" + ObjectPath.of(address);
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
