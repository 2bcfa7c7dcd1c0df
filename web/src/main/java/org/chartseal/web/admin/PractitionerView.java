package org.chartseal.web.admin;

import java.time.Instant;
import java.time.LocalDate;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Licence;
import org.chartseal.domain.people.ListPractitioners;
import org.jspecify.annotations.Nullable;

/**
 * A practitioner as the administrator's pages show them.
 *
 * @param shownState registered, verified, run-out or suspended
 */
record PractitionerView(
        String id,
        String name,
        String profession,
        String speciality,
        String department,
        String account,
        String shownState,
        @Nullable Licence licence,
        String verifiedBy,
        @Nullable Instant verifiedAt) {

    static PractitionerView of(ListPractitioners.Row row, LocalDate today) {
        boolean runOut =
                row.licence().filter(licence -> licence.until().isBefore(today)).isPresent();
        String state = row.state().code();
        return new PractitionerView(
                row.id().toString(),
                row.displayName(),
                row.profession().code(),
                row.speciality(),
                row.departmentName(),
                row.account().map(Account::name).orElse(""),
                state.equals("verified") && runOut ? "run-out" : state,
                row.licence().orElse(null),
                row.verifiedBy().map(Account::name).orElse(""),
                row.verifiedAt().orElse(null));
    }
}
