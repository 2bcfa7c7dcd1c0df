package org.chartseal.launcher.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chartseal.launcher.installation.LauncherFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkLockTest {
    private static final long PATIENCE_SECONDS = 20;

    @TempDir
    private Path folder = Path.of("");

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch waits = new CountDownLatch(1);

    @Test
    void one_waits_for_the_other_and_says_so() throws Exception {
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> lock().afterOthers(this::first, this::told));
        assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        lock().afterOthers(() -> done.add("second"), this::told);

        first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void who_does_not_wait_is_refused() throws Exception {
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> lock().unlessOthers(this::first));
        assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> lock().unlessOthers(() -> done.add("second")))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("Another command is changing the network in " + folder);

        waits.countDown();
        first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(done).containsExactly("first");
    }

    private void first() {
        begun.countDown();
        try {
            assertThat(waits.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        done.add("first");
    }

    /** Only who waits is told anything. */
    private void told(String text) {
        waits.countDown();
    }

    private NetworkLock lock() {
        return new NetworkLock(new NetworkFolder(folder));
    }
}
