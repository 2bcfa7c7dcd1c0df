package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeObjectTest {

    private static final long HUNDRED_MEBIBYTES = 100L << 20;

    @TempDir
    Path folder;

    @Test
    void aHundredMebibytesPassThroughAHeapOfTwentyFour() throws IOException, InterruptedException {
        Path said = folder.resolve("output.txt");
        Process passage = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeObjectPassage.class.getName(),
                        folder.toString(),
                        Long.toString(HUNDRED_MEBIBYTES))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(passage.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            passage.destroyForcibly();
        }
        assertThat(passage.exitValue()).as(Files.readString(said)).isZero();
    }
}
