package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

class CanonicalContentTest {

    private static final Salt SALT = new Salt(new byte[Salt.LENGTH]);

    @Test
    void membersAreSortedAndNothingIsBetweenThem() {
        Observation observation = new Observation();
        observation.setValue(new StringType("ü"));
        observation.setStatus(Observation.ObservationStatus.FINAL);
        observation.setId("a1");
        assertThat(CanonicalContent.of(observation).text())
                .isEqualTo(
                        "{\"id\":\"a1\",\"resourceType\":\"Observation\",\"status\":\"final\",\"valueString\":\"ü\"}");
    }

    @Test
    void theScaleOfAFigureDoesNotChangeTheContent() {
        assertThat(CanonicalContent.of(quantity("5.4000"))).isEqualTo(CanonicalContent.of(quantity("5.4")));
        assertThat(CanonicalContent.of(quantity("5.4001"))).isNotEqualTo(CanonicalContent.of(quantity("5.4")));
    }

    @Test
    void theCommitmentIsTheDigestOfWhatIsSealed() {
        CanonicalContent content = new CanonicalContent("{}");
        assertThat(content.commitment(SALT)).isEqualTo(CanonicalContent.commitmentOf(content.sealedBytes(SALT)));
        assertThat(content.commitment(SALT).hex())
                .isEqualTo("fb1634c4e6cd4b1f1afe3ce2d6ef080f7ac5d1f357d723ad4dfca782733b62db");
        assertThat(CanonicalContent.within(content.sealedBytes(SALT))).isEqualTo(content);
    }

    @Test
    void anotherSaltMakesAnotherCommitment() {
        byte[] other = new byte[Salt.LENGTH];
        Arrays.fill(other, (byte) 1);
        CanonicalContent content = new CanonicalContent("{}");
        assertThat(content.commitment(new Salt(other))).isNotEqualTo(content.commitment(SALT));
    }

    @Test
    void theContentIsReadBackAsTheResource() {
        CanonicalContent content = CanonicalContent.of(quantity("5.4"));
        assertThat(CanonicalContent.of(content.resource())).isEqualTo(content);
    }

    @Test
    void saltsAreNotRepeated() {
        SecureSalts salts = new SecureSalts();
        assertThat(salts.next()).isNotEqualTo(salts.next());
    }

    private static Observation quantity(String value) {
        Observation observation = new Observation();
        observation.setValue(new Quantity().setValue(new BigDecimal(value)).setUnit("mmol/L"));
        return observation;
    }
}
