package org.chartseal.domain.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every proof, good or bad, that the transparency.dev community publishes as test data of its own verifier
 * (github.com/transparency-dev/merkle, folder testdata, Apache License 2.0), but for one that it calls good although its roots
 * are no hashes.
 */
class KnownProofsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("inclusions")
    void inclusionIsJudgedAsElsewhere(String name, JsonObject vector) {
        assertThat(holds(() -> new InclusionProof(number(vector, "index"), number(vector, "size"), path(vector))
                        .proves(hash(vector, "leaf"), hash(vector, "root"))))
                .isEqualTo(vector.getBoolean("valid"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("consistencies")
    void consistencyIsJudgedAsElsewhere(String name, JsonObject vector) {
        assertThat(holds(() -> new ConsistencyProof(number(vector, "first"), number(vector, "second"), path(vector))
                        .proves(hash(vector, "firstRoot"), hash(vector, "secondRoot"))))
                .isEqualTo(vector.getBoolean("valid"));
    }

    static Stream<Arguments> inclusions() {
        return vectors("inclusion.json");
    }

    static Stream<Arguments> consistencies() {
        return vectors("consistency.json");
    }

    private static Stream<Arguments> vectors(String file) {
        InputStream bytes = Objects.requireNonNull(KnownProofsTest.class.getResourceAsStream(file));
        try (JsonReader reader = JsonProvider.provider().createReader(bytes)) {
            JsonArray vectors = reader.readArray();
            assertThat(vectors).hasSizeGreaterThan(90);
            return vectors.getValuesAs(JsonObject.class).stream()
                    .map(vector -> Arguments.of(vector.getString("name"), vector));
        }
    }

    /** Whether the proof can be made at all and says yes. */
    private static boolean holds(java.util.function.BooleanSupplier proof) {
        try {
            return proof.getAsBoolean();
        } catch (Refused refused) {
            assertThat(refused.code()).isIn("merkle-proof-malformed", "tree-hash-malformed");
            return false;
        }
    }

    /** Some vectors have numbers above those that a signed one can hold; here they come out negative. */
    private static long number(JsonObject vector, String name) {
        return new BigInteger(vector.getString(name)).longValue();
    }

    private static TreeHash hash(JsonObject vector, String name) {
        return TreeHash.parse(vector.getString(name));
    }

    private static List<TreeHash> path(JsonObject vector) {
        return vector.getJsonArray("path").getValuesAs(JsonString.class).stream()
                .map(each -> TreeHash.parse(each.getString()))
                .toList();
    }
}
