package org.chartseal.domain.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** How an asker names a patient: by facts that only who knows the person has, or by the record that was closed to them. */
@Embeddable
public class WhomAsked {

    private static final int LONGEST_NUMBER = 40;

    @Column(name = "asked_number")
    private @Nullable String number;

    @Column(name = "asked_born")
    private @Nullable LocalDate born;

    @Column(name = "asked_page")
    private @Nullable UUID page;

    /** For the persistence provider. */
    protected WhomAsked() {}

    private WhomAsked(@Nullable String number, @Nullable LocalDate born, @Nullable UUID page) {
        this.number = number;
        this.born = born;
        this.page = page;
    }

    /**
     * Whoever has exactly that number of the hospital and that birth date.
     *
     * @throws Refused {@code request-number-missing}
     */
    public static WhomAsked known(String number, LocalDate born) {
        String stripped = number.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NUMBER) {
            throw Refused.because("request-number-missing").at("number");
        }
        return new WhomAsked(stripped, born, null);
    }

    /** Whose record's page refused the asker. */
    public static WhomAsked ofPage(PatientId patient) {
        return new WhomAsked(null, null, patient.value());
    }

    public Optional<String> number() {
        return Optional.ofNullable(number);
    }

    public Optional<LocalDate> born() {
        return Optional.ofNullable(born);
    }

    /** The closed record. */
    public Optional<PatientId> page() {
        return Optional.ofNullable(page).map(PatientId::new);
    }
}
