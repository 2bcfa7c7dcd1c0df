package org.chartseal.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorsTest {

    @Test
    void aTextThatIsNoIdentifierIsNotFoundAndKeepsItsCause() {
        assertThatThrownBy(() -> Ids.parse("patient", "nonsense"))
                .isInstanceOf(NotFound.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRefusalTakesItsCauseAfterwards() {
        Exception foreign = new IllegalStateException("foreign");
        assertThat(Refused.because("rule").initCause(foreign)).hasCause(foreign);
        assertThat(Refused.because("rule", Map.of("fact", "1"))
                        .causedBy(foreign)
                        .at("field"))
                .hasCause(foreign)
                .extracting(Refused::field)
                .isEqualTo("field");
    }
}
