package org.chartseal.web.claims;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chartseal.domain.claims.ClaimDiagnosis;
import org.chartseal.domain.claims.ClaimItem;
import org.chartseal.domain.claims.ClaimSupport;
import org.chartseal.domain.claims.Claimed;
import org.chartseal.domain.claims.MakeClaim;
import org.chartseal.domain.claims.ReadClaims;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.Refused;

/**
 * What a doctor typed into a claim, as it was typed.
 *
 * @param known diagnoses that were ticked, as {@link #key} has them
 * @param diagnoses others, rows that are empty too
 * @param items rows that are empty too
 * @param support records that were ticked, as {@link #key} has them
 * @param reason of an amendment
 */
public record TypedClaim(
        String coverage,
        List<String> known,
        List<Diagnosis> diagnoses,
        List<Item> items,
        List<String> support,
        String remark,
        String reason) {

    private static final int EMPTY_ROWS = 2;

    /** A diagnosis that is typed. */
    public record Diagnosis(String code, String description) {

        boolean empty() {
            return code.isBlank() && description.isBlank();
        }
    }

    /** A service that is typed. */
    public record Item(String service, String code, String quantity, String price) {

        boolean empty() {
            return service.isBlank() && price.isBlank();
        }
    }

    /** A diagnosis as a box sends it. */
    public static String key(ClaimDiagnosis diagnosis) {
        return diagnosis.code() + "|" + diagnosis.description();
    }

    /** A record as a box sends it. */
    public static String key(ClaimSupport support) {
        return support.kind() + ":" + support.record();
    }

    /** From what a claim for that visit begins. */
    static TypedClaim of(MakeClaim.Proposal proposal) {
        return new TypedClaim(
                        proposal.coverages().size() == 1
                                ? proposal.coverages().get(0).id().toString()
                                : "",
                        List.of(),
                        List.of(),
                        List.of(new Item(proposal.service(), proposal.serviceCode(), "1", "")),
                        proposal.support().stream()
                                .map(offered -> key(offered.support()))
                                .toList(),
                        "",
                        "")
                .withEmptyRows();
    }

    /** As it is claimed now. */
    static TypedClaim of(ReadClaims.View claim, MakeClaim.Proposal proposal) {
        Claimed claimed = claim.claimed();
        Set<ClaimDiagnosis> offered = Set.copyOf(proposal.problems());
        return new TypedClaim(
                        claim.coverage().toString(),
                        claimed.diagnoses().stream()
                                .filter(offered::contains)
                                .map(TypedClaim::key)
                                .toList(),
                        claimed.diagnoses().stream()
                                .filter(diagnosis -> !offered.contains(diagnosis))
                                .map(diagnosis -> new Diagnosis(diagnosis.code(), diagnosis.description()))
                                .toList(),
                        claimed.items().stream()
                                .map(item -> new Item(
                                        item.service(),
                                        item.code(),
                                        item.quantity().toPlainString(),
                                        item.price().toPlainString()))
                                .toList(),
                        claimed.support().stream().map(TypedClaim::key).toList(),
                        claimed.remark(),
                        "")
                .withEmptyRows();
    }

    /** As a form sends it. */
    static TypedClaim of(HttpServletRequest request) {
        List<String> codes = fields(request, "diagnosis-code");
        List<String> descriptions = fields(request, "diagnosis");
        List<String> services = fields(request, "service");
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (int row = 0; row < descriptions.size(); row++) {
            diagnoses.add(new Diagnosis(at(codes, row), at(descriptions, row)));
        }
        List<Item> items = new ArrayList<>();
        for (int row = 0; row < services.size(); row++) {
            items.add(new Item(
                    at(services, row),
                    at(fields(request, "service-code"), row),
                    at(fields(request, "quantity"), row),
                    at(fields(request, "price"), row)));
        }
        return new TypedClaim(
                field(request, "coverage"),
                fields(request, "known"),
                List.copyOf(diagnoses),
                List.copyOf(items),
                fields(request, "support"),
                field(request, "remark"),
                field(request, "reason"));
    }

    private static String at(List<String> texts, int row) {
        return row < texts.size() ? texts.get(row) : "";
    }

    private static List<String> fields(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.copyOf(Arrays.asList(values));
    }

    private static String field(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    /** What was typed, and some rows for more. */
    TypedClaim withEmptyRows() {
        List<Diagnosis> more =
                new ArrayList<>(diagnoses.stream().filter(row -> !row.empty()).toList());
        List<Item> further =
                new ArrayList<>(items.stream().filter(row -> !row.empty()).toList());
        for (int row = 0; row < EMPTY_ROWS; row++) {
            more.add(new Diagnosis("", ""));
            further.add(new Item("", "", "", ""));
        }
        return new TypedClaim(coverage, known, List.copyOf(more), List.copyOf(further), support, remark, reason);
    }

    /**
     * What it says.
     *
     * @throws Refused that names what is wrong with a diagnosis, an item, a figure or a text
     */
    Claimed claimed() {
        return new Claimed(
                Stream.concat(
                                known.stream().map(TypedClaim::diagnosis),
                                diagnoses.stream()
                                        .filter(row -> !row.empty())
                                        .map(row -> new ClaimDiagnosis(row.code(), row.description())))
                        .toList(),
                items.stream().filter(row -> !row.empty()).map(TypedClaim::item).toList(),
                support.stream().map(TypedClaim::support).toList(),
                remark);
    }

    private static ClaimDiagnosis diagnosis(String key) {
        int bar = key.indexOf('|');
        return new ClaimDiagnosis(key.substring(0, Math.max(0, bar)), key.substring(bar + 1));
    }

    private static ClaimItem item(Item row) {
        String service = row.service().strip();
        if (service.isEmpty()) {
            throw Refused.because("claim-service-missing").at("items");
        }
        BigDecimal quantity = number(row.quantity().isBlank() ? "1" : row.quantity())
                .orElseThrow(() -> Refused.because("claim-quantity-wrong", Map.of("service", service))
                        .at("items"));
        BigDecimal price = number(row.price())
                .orElseThrow(() -> Refused.because("claim-price-wrong", Map.of("service", service))
                        .at("items"));
        return new ClaimItem(service, row.code(), quantity, price);
    }

    /** Digits, then perhaps decimals after a point or comma; spaces between thousands do not count. */
    private static Optional<BigDecimal> number(String typed) {
        String plain = typed.replaceAll("[\\s\u00a0\u202f]", "").replace(',', '.');
        return plain.matches("\\d{1,10}(\\.\\d{1,6})?") ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }

    private static ClaimSupport support(String key) {
        int colon = key.indexOf(':');
        return new ClaimSupport(key.substring(0, Math.max(0, colon)), Ids.parse("record", key.substring(colon + 1)));
    }
}
