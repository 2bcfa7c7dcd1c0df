package org.chartseal.domain.people;

import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.Refused;

/** Says in the words of the rule what the database refused about a person. */
final class PersonConstraints {

    private PersonConstraints() {}

    /**
     * Writes what is pending.
     *
     * @throws Refused {@code identifier-taken}, {@code account-taken}, {@code licence-number-taken} or
     *     {@code changed-meanwhile}; the transaction is dead then
     */
    static void flush(EntityManager entities) {
        flush(entities, "");
    }

    /** The same for a patient with these numbers. */
    static void flush(EntityManager entities, Set<Identifier> issued) {
        flush(entities, issued.stream().map(Identifier::value).sorted().collect(Collectors.joining(", ")));
    }

    private static void flush(EntityManager entities, String numbers) {
        try {
            entities.flush();
        } catch (OptimisticLockException stale) {
            throw Refused.because("changed-meanwhile").causedBy(stale);
        } catch (PersistenceException refused) {
            throw translated(refused, numbers);
        }
    }

    private static RuntimeException translated(PersistenceException refused, String numbers) {
        return switch (Constraints.violated(refused).orElse("")) {
            case "patient_identifier_unique", "patient_identifier_pk" ->
                Refused.because("identifier-taken", Map.of("numbers", numbers))
                        .at("identifier")
                        .causedBy(refused);
            case "patient_account_unique", "practitioner_account_unique" ->
                Refused.because("account-taken").at("account").causedBy(refused);
            case "practitioner_licence_number_unique" ->
                Refused.because("licence-number-taken").at("licenceNumber").causedBy(refused);
            case "patient_not_erased" -> Refused.because("patient-erased").causedBy(refused);
            case "practitioner_department_fk" ->
                Refused.because("department-unknown").at("department").causedBy(refused);
            case "room_name_unique" ->
                Refused.because("room-name-taken").at("name").causedBy(refused);
            case "department_code_unique" ->
                Refused.because("department-code-taken").at("code").causedBy(refused);
            default -> refused;
        };
    }
}
