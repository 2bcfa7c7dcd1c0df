package org.chartseal.web.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.chartseal.web.laboratory.AskedRange.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedRangeTest {

    private static final String TAG = "\"abc\"";

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-, 0, 999",
        "bytes=10-19, 10, 19",
        "BYTES=10-19, 10, 19",
        "bytes=999-, 999, 999",
        "bytes=990-5000, 990, 999",
        "bytes=990-99999999999999999999999, 990, 999",
        "bytes=-1, 999, 999",
        "bytes=-1000, 0, 999",
        "bytes=-5000, 0, 999"
    })
    void oneRangeIsThoseBytes(String range, long first, long last) {
        assertThat(of(range, null)).contains(new Bytes(first, last));
        assertThat(new Bytes(first, last).satisfiable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=99999999999999999999-"})
    void whatTheFileDoesNotHaveCannotBeSatisfied(String range) {
        assertThat(of(range, null)).get().matches(bytes -> !bytes.satisfiable());
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=a-b",
                "bytes=0-1,5-6",
                "items=0-1",
                "bytes=0-1-2",
                "bytes 0-1"
            })
    void everythingElseIsTheWholeFile(@Nullable String range) {
        assertThat(of(range, null)).isEmpty();
    }

    @Test
    void aPartThatIsWantedOnlyOfTheSameFileIsComparedStrongly() {
        assertThat(of("bytes=1-2", TAG)).contains(new Bytes(1, 2));
        assertThat(of("bytes=1-2", "W/" + TAG)).isEmpty();
        assertThat(of("bytes=1-2", "\"abd\"")).isEmpty();
        assertThat(of("bytes=1-2", "Sat, 28 Nov 2026 09:00:00 GMT")).isEmpty();
        assertThat(AskedRange.of("bytes=1-2", "\"abd\"").asksPart(TAG)).isFalse();
    }

    @Test
    void anEmptyFileHasNoPart() {
        assertThat(AskedRange.of("bytes=0-", null).of(TAG, 0)).get().matches(bytes -> !bytes.satisfiable());
        assertThat(AskedRange.of("bytes=-5", null).of(TAG, 0)).get().matches(bytes -> !bytes.satisfiable());
    }

    private static Optional<Bytes> of(@Nullable String range, @Nullable String ifRange) {
        return AskedRange.of(range, ifRange).of(TAG, 1000);
    }
}
