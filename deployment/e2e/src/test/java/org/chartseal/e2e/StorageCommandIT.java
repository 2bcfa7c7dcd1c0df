package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stored objects of a running hospital, compared with its database and copied elsewhere. */
@Journey
class StorageCommandIT {

    @TempDir
    private Path folder;

    @Test
    void aCheckFindsEveryObjectAndNamesWhatIsGoneDamagedOrNobodys(Portal portal) throws IOException {
        Installation installation = portal.installation();
        JsonObject sound = check(installation, true);
        assertThat(sound.getInt("intact")).isGreaterThan(100);
        assertThat(sound.getJsonArray("missing")).isEmpty();
        assertThat(sound.getJsonArray("damaged")).isEmpty();

        Path root = root(installation);
        Path gone = objects(root).get(0);
        Path bent = objects(root).get(1);
        Path stray = root.resolve("00").resolve("00").resolve("0".repeat(64));
        byte[] original = Files.readAllBytes(bent);
        Files.move(gone, folder.resolve("aside"));
        Files.write(bent, new byte[] {1});
        Files.createDirectories(stray.getParent());
        Files.write(stray, new byte[] {1});
        try {
            JsonObject unsound = check(installation, false);
            assertThat(texts(unsound.getJsonArray("missing"))).containsExactly("sha256:" + gone.getFileName());
            assertThat(texts(unsound.getJsonArray("damaged"))).containsExactly("sha256:" + bent.getFileName());
            assertThat(texts(unsound.getJsonArray("unreferenced"))).contains("sha256:" + stray.getFileName());
        } finally {
            Files.move(folder.resolve("aside"), gone);
            Files.write(bent, original);
            Files.delete(stray);
        }
    }

    @Test
    void aMigrationCopiesAllOfThemWhileThePortalRuns(Portal portal) throws IOException {
        Installation installation = portal.installation();
        Path target = folder.resolve("elsewhere");
        String said = installation.command(true, "storage", "migrate", "--to", target.toString());
        assertThat(said).contains("The portal runs").contains("chartseal.storage.url=" + target);
        Path root = root(installation);
        for (Path object : objects(root)) {
            assertThat(target.resolve(root.relativize(object))).hasSameBinaryContentAs(object);
        }
    }

    private static JsonObject check(Installation installation, boolean mustSucceed) {
        String said = installation.command(mustSucceed, "storage", "check", "--json");
        try (JsonReader reader = Json.createReader(new StringReader(said))) {
            JsonObject report = reader.readObject();
            assertThat(report.getString("state")).isEqualTo(mustSucceed ? "sound" : "unsound");
            return report.getJsonArray("places").getJsonObject(0);
        }
    }

    private static Path root(Installation installation) {
        return Path.of(installation.settings().getProperty("chartseal.storage.dir"));
    }

    private static List<Path> objects(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root, 3)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
                    .toList();
        }
    }

    private static List<String> texts(JsonArray array) {
        return array.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }
}
