package org.chartseal.domain.claims;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.chartseal.domain.shared.Refused;

/**
 * What a doctor claims.
 *
 * @param diagnoses the first is the one that led to the visit
 * @param support records of the visit
 */
public record Claimed(
        List<ClaimDiagnosis> diagnoses, List<ClaimItem> items, List<ClaimSupport> support, String remark) {

    public static final int MOST_DIAGNOSES = 12;
    public static final int MOST_ITEMS = 40;
    public static final int LONGEST_REMARK = 4_000;

    public Claimed {
        diagnoses = List.copyOf(diagnoses);
        items = List.copyOf(items);
        support = List.copyOf(support);
        remark = ClaimText.of(remark);
        if (diagnoses.isEmpty()) {
            throw Refused.because("claim-diagnoses-missing").at("diagnoses");
        }
        if (items.isEmpty()) {
            throw Refused.because("claim-items-missing").at("items");
        }
        if (new HashSet<>(diagnoses).size() < diagnoses.size()) {
            throw Refused.because("claim-diagnosis-twice").at("diagnoses");
        }
        requireFew("diagnoses", diagnoses, MOST_DIAGNOSES);
        requireFew("items", items, MOST_ITEMS);
        ClaimText.requireShort("remark", remark, LONGEST_REMARK);
    }

    private static void requireFew(String field, List<?> some, int most) {
        if (some.size() > most) {
            throw Refused.because("claim-too-many", Map.of("most", most)).at(field);
        }
    }

    /**
     * Insists that it can be paid in that currency.
     *
     * @throws Refused {@code claim-price-wrong}
     */
    void requirePayable(Currency currency) {
        items.forEach(item -> item.requirePayable(currency));
    }

    /** What all items come to. */
    public BigDecimal total(Currency currency) {
        return items.stream()
                .map(item -> item.net(currency))
                .reduce(BigDecimal.ZERO.setScale(ClaimItem.decimals(currency)), BigDecimal::add);
    }
}
