package org.chartseal.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.records.CanonicalContent;
import org.chartseal.domain.records.Salt;
import org.hl7.fhir.r4.model.Resource;

/**
 * Holds how a kind of record is mapped. What was sealed years ago is mapped again and compared, so a mapping that answers other
 * bytes for the same record breaks every seal there is; the files beside this class are what it answered.
 */
public final class GoldenContent {

    /** Set to {@code write} to keep what is answered now instead of comparing; look at the difference before it is committed. */
    private static final String MODE = System.getProperty("chartseal.golden", "compare");

    private static final Path SOURCES = Path.of("src/test/resources/org/chartseal/domain/testing/golden");
    private static final Salt SALT = new Salt(new byte[Salt.LENGTH]);

    private GoldenContent() {}

    /** Insists that the resource keeps FHIR's rules, and that its canonical bytes are those of the file of that name. */
    public static void isKept(String name, Resource resource) throws IOException {
        CanonicalContent content = CanonicalContent.of(resource);
        assertThat(FhirRules.broken(content)).as(name).isEmpty();
        assertThat(CanonicalContent.of(content.resource())).as("read back").isEqualTo(content);
        if (MODE.equals("write")) {
            Files.createDirectories(SOURCES);
            Files.writeString(SOURCES.resolve(name + ".json"), content.text());
        }
        assertThat(content.text()).as(name).isEqualTo(file(name).orElse("no file " + name + ".json"));
    }

    private static Optional<String> file(String name) {
        if (MODE.equals("write")) {
            try {
                return Optional.of(Files.readString(SOURCES.resolve(name + ".json")));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        try (InputStream in = GoldenContent.class.getResourceAsStream("golden/" + name + ".json")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Insists that each of these, by what was changed in it, keeps FHIR's rules and has a commitment of its own. */
    public static void allDiffer(Map<String, Resource> variants) {
        Set<Object> commitments = new HashSet<>();
        variants.forEach((changed, resource) -> {
            CanonicalContent content = CanonicalContent.of(resource);
            assertThat(FhirRules.broken(content)).as(changed).isEqualTo(List.of());
            assertThat(commitments.add(content.commitment(SALT)))
                    .as(changed + " changes the commitment")
                    .isTrue();
        });
        assertThat(variants).hasSizeGreaterThan(1);
    }
}
