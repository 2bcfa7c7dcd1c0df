package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a permission can say of claims. */
class PermissionTest {

    private static final What CLAIMS = What.of(EnumSet.of(RecordCategory.CLAIMS, RecordCategory.NOTES));

    @Test
    void noStudyGetsClaims() {
        assertThatThrownBy(() -> to(GranteeKind.STUDY, CLAIMS)).hasMessage("grant-claims-to-study");
        assertThatThrownBy(() -> to(GranteeKind.STUDY, What.one(RecordCategory.CLAIMS, TestPeople.id("claim"))))
                .hasMessage("grant-claims-to-study");
        assertThat(to(GranteeKind.STUDY, What.everything()).categories()).doesNotContain(RecordCategory.CLAIMS);
    }

    @ParameterizedTest
    @EnumSource(value = GranteeKind.class, names = "STUDY", mode = EnumSource.Mode.EXCLUDE)
    void othersGetThemByName(GranteeKind kind) {
        assertThat(to(kind, CLAIMS).categories()).contains(RecordCategory.CLAIMS);
        assertThat(to(kind, What.everything()).categories()).doesNotContain(RecordCategory.CLAIMS);
    }

    private static Permission to(GranteeKind kind, What what) {
        return Permission.of(
                new PatientId(TestPeople.id("patient")),
                new Grantee(kind, TestPeople.id("grantee")),
                what,
                new Permission.Period(TestPeople.NOW, TestPeople.NOW.plus(Duration.ofDays(1))));
    }
}
