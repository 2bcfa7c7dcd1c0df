package org.chartseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.chartseal.domain.bundle.ReadableRecord.Standing;
import org.chartseal.domain.care.WriteNote;
import org.chartseal.domain.claims.Claim;
import org.chartseal.domain.claims.ClaimSupport;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.consent.Mandate.DocumentKind;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.consent.Relationship;
import org.chartseal.domain.filing.Filing;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.records.RecordType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Codes that templates put into the keys of texts have those texts. */
class CodeWordsTest {

    private final ResourceBundle texts = ResourceBundle.getBundle("messages", Locale.ENGLISH);

    static Stream<String> keys() {
        return Stream.of(
                        codes(RecordCategory.values(), RecordCategory::code, "category."),
                        codes(Purpose.values(), Purpose::code, "purpose."),
                        codes(Basis.values(), Basis::code, "basis."),
                        codes(Basis.values(), Basis::code, "reads.basis."),
                        codes(Relationship.values(), Relationship::code, "proxy.relationship."),
                        codes(Relationship.values(), Relationship::code, "acting.as."),
                        codes(DocumentKind.values(), DocumentKind::code, "proxy.document."),
                        codes(GranteeKind.values(), GranteeKind::code, "acting.grantee."),
                        WriteNote.CATEGORIES.stream().map(each -> "note.category." + each.code()),
                        Filing.CATEGORIES.stream().map(each -> "document.category." + each.code()),
                        codes(
                                org.chartseal.domain.filing.DocumentKind.values(),
                                org.chartseal.domain.filing.DocumentKind::code,
                                "document.kind."),
                        codes(Claim.State.values(), Claim.State::code, "claim.state."),
                        Stream.of(ClaimSupport.NOTE, ClaimSupport.LAB_REPORT).map(each -> "claim.support." + each),
                        codes(RecordType.values(), RecordType::code, "record."),
                        codes(RecordType.values(), RecordType::code, "print.chapter."),
                        codes(RecordType.values(), RecordType::code, "print.count."),
                        codes(Standing.values(), Standing::code, "print.seal."),
                        Arrays.stream(Standing.values())
                                .filter(Standing::isWrong)
                                .map(each -> "print.wrong." + each.code()),
                        Stream.of(Basis.APPOINTMENT, Basis.GRANT, Basis.AUTHOR, Basis.EMERGENCY)
                                .map(each -> "chart.basis." + each.code()))
                .flatMap(each -> each);
    }

    private static <T> Stream<String> codes(T[] values, java.util.function.Function<T, String> code, String prefix) {
        return Arrays.stream(values).map(value -> prefix + code.apply(value));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aCodeHasWords(String key) {
        assertThat(texts.containsKey(key)).as(key).isTrue();
    }
}
