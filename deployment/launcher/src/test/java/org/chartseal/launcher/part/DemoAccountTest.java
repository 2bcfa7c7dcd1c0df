package org.chartseal.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.chartseal.domain.demo.PeopleChapter;
import org.junit.jupiter.api.Test;

class DemoAccountTest {

    @Test
    void whoSignsInIsCalledAsThePortalKnowsThem() {
        Map<String, String> signIn = DemoAccount.ALL.stream()
                .collect(Collectors.toMap(
                        DemoAccount::name, account -> account.givenName() + " " + account.familyName()));

        assertThat(PeopleChapter.accounts())
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy((account, name) -> assertThat(signIn).containsEntry(account, name.full()));
    }
}
