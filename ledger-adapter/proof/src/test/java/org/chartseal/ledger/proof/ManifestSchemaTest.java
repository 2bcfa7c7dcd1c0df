package org.chartseal.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.File;
import org.chartseal.domain.bundle.BundleManifest.Reading;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.SealId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema describes the manifest that is written, and nothing else. */
class ManifestSchemaTest {

    private static final UUID RECORD = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private final JsonSchema schema = schema();

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(Path.of("..", "..", "docs", "bundle.schema.json")));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String manifest() {
        TestHospitals hospitals = new TestHospitals();
        Sealed anchored = hospitals.seal(new SealId(RECORD, 1), Optional.empty(), hospitals.register());
        BundleManifest made = hospitals.bundle().manifest();
        Sealed waits = ForgedBundle.withFiles(
                hospitals.signed(new SealId(RECORD, 2), "{}", Optional.empty()),
                List.of(new File("scan.png", "ab".repeat(32))));
        return new BundleManifest(
                        made.patient(),
                        made.channel(),
                        made.contract(),
                        made.head(),
                        List.of(anchored, waits),
                        List.of(new SealId(RECORD, 3)),
                        made.blocks(),
                        List.of(
                                new Reading("README.txt", "cd".repeat(32)),
                                new Reading("record.pdf", "ef".repeat(32)),
                                new Reading("resources/Appointment/" + RECORD + ".json", "01".repeat(32))))
                .canonicalText();
    }

    @Test
    void whatIsWrittenFits() {
        assertThat(schema.validate(manifest(), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"record.pdf", "README.txt", "resources/Appointment"})
    void whatIsToBeReadElsewhereDoesNot(String path) {
        String altered = manifest().replace("\"path\":\"" + path, "\"path\":\"records/" + path);

        assertThat(schema.validate(altered, InputFormat.JSON)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocks", "channel", "header", "missing", "number", "salt", "seal", "sha256"})
    void whatIsNamedOtherwiseDoesNot(String member) {
        String altered = manifest().replaceFirst("\"" + member + "\"", "\"" + member + "s\"");

        assertThat(schema.validate(altered, InputFormat.JSON)).isNotEmpty();
    }
}
