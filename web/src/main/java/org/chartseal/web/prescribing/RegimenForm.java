package org.chartseal.web.prescribing;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.prescribing.Dose;
import org.chartseal.domain.prescribing.Frequency;
import org.chartseal.domain.prescribing.Regimen;
import org.chartseal.domain.prescribing.Route;
import org.chartseal.domain.shared.Refused;

/** What the prescribing form sends. */
public final class RegimenForm {

    @FormParam("prescription")
    @DefaultValue("")
    private String prescription = "";

    @FormParam("item")
    @DefaultValue("")
    private String item = "";

    @FormParam("visit")
    @DefaultValue("")
    private String visit = "";

    @FormParam("dose")
    @DefaultValue("")
    private String dose = "";

    @FormParam("unit")
    @DefaultValue("")
    private String unit = "";

    @FormParam("route")
    @DefaultValue("")
    private String route = "";

    @FormParam("frequency")
    @DefaultValue("")
    private String frequency = "";

    @FormParam("days")
    @DefaultValue("")
    private String days = "";

    @FormParam("quantity")
    @DefaultValue("")
    private String quantity = "";

    @FormParam("refills")
    @DefaultValue("")
    private String refills = "";

    @FormParam("instructions")
    @DefaultValue("")
    private String instructions = "";

    @FormParam("seen")
    @DefaultValue("")
    private String seen = "";

    @FormParam("overrideReason")
    @DefaultValue("")
    private String overrideReason = "";

    @FormParam("then")
    @DefaultValue("")
    private String then = "";

    String prescription() {
        return prescription;
    }

    String item() {
        return item;
    }

    String visit() {
        return visit;
    }

    String then() {
        return then;
    }

    String overrideReason() {
        return overrideReason;
    }

    Set<String> seen() {
        return Arrays.stream(seen.split(",", -1))
                .filter(code -> !code.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The regimen as typed. */
    Regimen regimen() {
        return new Regimen(
                dose(),
                Route.ofCode(route),
                Frequency.ofCode(frequency),
                days(),
                number("quantity", quantity),
                refills.isBlank() ? 0 : number("refills", refills),
                instructions);
    }

    /** The quantity that follows from what is typed so far, where it can be calculated. */
    Optional<Integer> suggestion() {
        try {
            return Regimen.suggestedQuantity(dose(), Frequency.ofCode(frequency), days());
        } catch (Refused notTypedYet) {
            return Optional.empty();
        }
    }

    private Dose dose() {
        try {
            return new Dose(new BigDecimal(dose.strip().replace(',', '.')), unit);
        } catch (NumberFormatException malformed) {
            throw Refused.because("number-malformed").at("dose").causedBy(malformed);
        }
    }

    private Optional<Integer> days() {
        return days.isBlank() ? Optional.empty() : Optional.of(number("days", days));
    }

    private static int number(String field, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException malformed) {
            throw Refused.because("number-malformed").at(field).causedBy(malformed);
        }
    }
}
