package org.chartseal.domain.prescribing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.PersonName;
import org.jspecify.annotations.Nullable;

/** A medicine that the hospital prescribes, in one form and strength. */
@Entity
@Table(name = "formulary_item")
public class FormularyItem {

    /** Characters of an ATC code that name the chemical subgroup, its fourth level. */
    private static final int CHEMICAL_SUBGROUP = 5;

    @Id
    private UUID id;

    private String atc;
    private String name;
    private String form;
    private String strength;

    @Column(name = "dose_unit")
    private String doseUnit;

    private String routes;

    @Column(name = "default_dose")
    private @Nullable BigDecimal defaultDose;

    @Column(name = "default_frequency")
    private @Nullable String defaultFrequency;

    @Column(name = "default_days")
    private @Nullable Integer defaultDays;

    @Column(name = "search_text")
    private String searchText;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected FormularyItem() {}

    FormularyItem(Medicine medicine, Usual usual) {
        this.id = UUID.nameUUIDFromBytes(medicine.key().getBytes(StandardCharsets.UTF_8));
        this.atc = medicine.atc();
        this.name = medicine.name();
        this.form = medicine.form();
        this.strength = medicine.strength();
        this.doseUnit = usual.doseUnit();
        this.routes = String.join(",", usual.routes().stream().map(Route::code).toList());
        this.defaultDose = usual.dose();
        this.defaultFrequency = usual.frequency().code();
        this.defaultDays = usual.days();
        this.searchText = PersonName.fold(name + " " + strength + " " + form + " " + atc);
    }

    /**
     * What it is.
     *
     * @param atc its code in the Anatomical Therapeutic Chemical classification
     * @param name the international non-proprietary name
     * @param strength as people write it
     */
    public record Medicine(String atc, String name, String form, String strength) {

        String key() {
            return String.join("|", atc, name, form, strength);
        }

        /** Name, strength and form, as it stands on a prescription. */
        public String label() {
            return name + " " + strength + " " + form;
        }

        /** The chemical subgroup, ATC's fourth level. */
        public String subgroup() {
            return atc.substring(0, Math.min(CHEMICAL_SUBGROUP, atc.length()));
        }
    }

    record Usual(String doseUnit, List<Route> routes, BigDecimal dose, Frequency frequency, int days) {}

    public FormularyItemId id() {
        return new FormularyItemId(id);
    }

    public Medicine medicine() {
        return new Medicine(atc, name, form, strength);
    }

    /** UCUM unit in which a dose is stated. */
    public String doseUnit() {
        return doseUnit;
    }

    /** How it may be given; the first is usual. */
    public List<Route> routes() {
        return Arrays.stream(routes.split(",", -1)).map(Route::ofCode).toList();
    }

    /** Fills a form in advance. */
    public Optional<Dose> usualDose() {
        return Optional.ofNullable(defaultDose).map(value -> new Dose(value, doseUnit));
    }

    /** Fills a form in advance. */
    public Optional<Frequency> usualFrequency() {
        return Optional.ofNullable(defaultFrequency).map(Frequency::ofCode);
    }

    /** Fills a form in advance. */
    public Optional<Integer> usualDays() {
        return Optional.ofNullable(defaultDays);
    }
}
