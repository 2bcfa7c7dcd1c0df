package org.chartseal.ledger.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.client.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in a process of its own, killed under load again and again. */
class KillTest {

    private static final int KILLS = 4;
    private static final int CLIENTS = 16;

    private static Process start(Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SoloLedger.class.getName(),
                        "--data-dir",
                        data.toString(),
                        "--port",
                        "0")
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        assertThat(lines.readLine()).startsWith("READY 127.0.0.1:");
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyAcknowledgedTransactionIsFoundExactlyOnce(@TempDir Path folder) throws Exception {
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
        for (int round = 0; round < KILLS; round++) {
            Process process = start(folder);
            try {
                awaitReady(process);
                loadThenKill(process, folder, round, acknowledged);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }

        assertThat(acknowledged).hasSizeGreaterThan(KILLS * CLIENTS);
        try (RunningLedger ledger = SoloLedger.start(folder, 0);
                SoloClient client = SoloClient.connect(ledger.profile())) {
            for (String key : acknowledged.keySet()) {
                assertThat(client.evaluate("history", key)).isEqualTo(key);
            }
            client.keys().submitTransaction("put", "afterwards", "1");
        }
    }

    private static void loadThenKill(Process process, Path folder, int round, Map<String, Integer> acknowledged)
            throws Exception {
        AtomicBoolean killed = new AtomicBoolean();
        AtomicInteger done = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try (SoloClient client = SoloClient.connect(folder.resolve("client/profile.json"))) {
            List<Runnable> workers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String prefix = round + "-" + i + "-";
                workers.add(() -> putUntilKilled(client, prefix, killed, done, acknowledged, round));
            }
            workers.forEach(pool::execute);
            while (done.get() < CLIENTS * (2 + round)) {
                // Returns early when the process ends by itself, which it must not.
                assertThat(process.waitFor(5, TimeUnit.MILLISECONDS)).isFalse();
            }
            process.destroyForcibly().waitFor();
            killed.set(true);
        } finally {
            pool.shutdown();
            assertThat(pool.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static void putUntilKilled(
            SoloClient client,
            String prefix,
            AtomicBoolean killed,
            AtomicInteger done,
            Map<String, Integer> acknowledged,
            int round) {
        for (int n = 0; !killed.get(); n++) {
            String key = prefix + n;
            try {
                client.keys().submitTransaction("put", key, key);
                acknowledged.put(key, round);
                done.incrementAndGet();
            } catch (GatewayException | RuntimeException e) {
                return; // killed in between: nothing was acknowledged
            } catch (org.hyperledger.fabric.client.CommitException e) {
                throw new AssertionError("no two clients share a key", e);
            }
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aTerminationSignalStopsItAndASecondProcessIsRefused(@TempDir Path folder) throws Exception {
        Process first = start(folder);
        try {
            awaitReady(first);
            Process second = start(folder);
            assertThat(second.waitFor()).isEqualTo(1);
            first.destroy();
            assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            first.destroyForcibly().waitFor();
        }
        try (RunningLedger again = SoloLedger.start(folder, 0)) {
            assertThat(again.height()).isEqualTo(1);
        }
    }
}
