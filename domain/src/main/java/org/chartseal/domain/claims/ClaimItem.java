package org.chartseal.domain.claims;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * A service that is claimed.
 *
 * @param service in words
 * @param code that of the kind of visit, where the service is one; empty for any other
 * @param quantity more than nothing, with up to three decimals
 * @param price of one, in the claim's currency
 */
@Embeddable
public record ClaimItem(String service, String code, BigDecimal quantity, BigDecimal price) {

    public static final int LONGEST_SERVICE = 200;
    public static final int QUANTITY_DECIMALS = 3;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{0,60}");
    private static final BigDecimal MOST = new BigDecimal("9999.999");
    private static final BigDecimal DEAREST = new BigDecimal("9999999.9999");

    public ClaimItem {
        service = ClaimText.line(service);
        code = code.strip();
        if (service.isEmpty()) {
            throw Refused.because("claim-service-missing").at("items");
        }
        ClaimText.requireShort("items", service, LONGEST_SERVICE);
        if (!CODE.matcher(code).matches()) {
            throw Refused.because("claim-service-code", Map.of("service", service))
                    .at("items");
        }
        quantity = plain(quantity);
        price = plain(price);
        if (quantity.signum() <= 0 || quantity.scale() > QUANTITY_DECIMALS || quantity.compareTo(MOST) > 0) {
            throw Refused.because("claim-quantity-wrong", Map.of("service", service))
                    .at("items");
        }
        if (price.signum() < 0 || price.compareTo(DEAREST) > 0) {
            throw wrongPrice(service);
        }
    }

    /**
     * Insists that the price is one that can be paid.
     *
     * @throws Refused {@code claim-price-wrong} for more decimals than the currency has
     */
    void requirePayable(Currency currency) {
        if (price.scale() > decimals(currency)) {
            throw wrongPrice(service);
        }
    }

    private static Refused wrongPrice(String service) {
        return Refused.because("claim-price-wrong", Map.of("service", service)).at("items");
    }

    /** Quantity times price, rounded half up to what can be paid. */
    public BigDecimal net(Currency currency) {
        return quantity.multiply(price).setScale(decimals(currency), RoundingMode.HALF_UP);
    }

    /** How many decimals an amount of that currency has; ISO 4217. */
    public static int decimals(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    /** The same number always the same way: without zeros at its end, and without an exponent. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
