package org.chartseal.web.claims;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;
import org.chartseal.domain.claims.ClaimItem;

/** Amounts as people read them: thousands apart, with as many decimals as the currency has. */
public record Amounts(Currency currency) {

    /** Without the currency, which stands above or beside it. */
    public String figure(BigDecimal amount) {
        int decimals = ClaimItem.decimals(currency);
        DecimalFormat format = new DecimalFormat("#,##0", symbols());
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(amount);
    }

    /** With the currency. */
    public String text(BigDecimal amount) {
        return figure(amount) + '\u00a0' + currency.getCurrencyCode();
    }

    /** How many. */
    public String quantity(BigDecimal quantity) {
        return new DecimalFormat("#,##0.###", symbols()).format(quantity);
    }

    private static DecimalFormatSymbols symbols() {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ENGLISH);
        symbols.setGroupingSeparator('\u202f');
        return symbols;
    }
}
