package org.chartseal.e2e;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.chartseal.e2e.HospitalRecords.Release;

/**
 * Someone who tries addresses, what is theirs to open, and what is not.
 *
 * @param account to sign in with; empty for who is not signed in
 * @param role as the table of endpoints names it
 * @param own ids by kind that the rules open to the person, of one patient as far as that has them
 * @param others ids by kind of patients to whom the person has nothing to do
 * @param patients whose those are, by kind
 * @param secrets what none of the person's pages may say; to a study also who its participants are
 */
record Stranger(
        String account,
        String role,
        Map<String, String> own,
        Map<String, String> others,
        Map<String, String> patients,
        Set<String> secrets) {

    private static final int ENOUGH = 4;

    /** Works out from the hospital's records whose is what. */
    static Stranger of(String account, String role, HospitalRecords records) throws SQLException {
        List<String> all = records.richest();
        Set<String> related = records.related(account);
        Predicate<String> own = switch (role) {
            case "patient" -> records.ofAccount(account)::equals;
            case "doctor" -> records.treated(account)::contains;
            case "insurer", "research" -> patient -> false;
            default -> patient -> true;
        };
        Map<String, String> theirs = new HashMap<>();
        merge(all, own, theirs, new HashMap<>(), records);
        Map<String, String> others = new HashMap<>();
        Map<String, String> patients = new HashMap<>();
        merge(all, patient -> !related.contains(patient), others, patients, records);
        for (Release release : records.releases(account, true)) {
            theirs.putIfAbsent("release", release.id());
        }
        for (Release release : records.releases(account, false)) {
            if (!related.contains(release.patient()) && others.putIfAbsent("release", release.id()) == null) {
                patients.put("release", release.patient());
            }
        }
        theirs.put("practitioner", records.practitioner());
        theirs.put("medicine", records.medicine());
        theirs.put("transaction", records.transaction());
        Set<String> secrets = new TreeSet<>();
        for (String patient : new HashSet<>(patients.values())) {
            secrets.addAll(records.secrets(patient));
        }
        if (role.equals("research")) {
            for (String participant : related) {
                secrets.addAll(records.identity(participant));
            }
        }
        return new Stranger(account, role, theirs, others, patients, secrets);
    }

    /** Kinds that the first patient has not are taken from the next. */
    private static void merge(
            List<String> all,
            Predicate<String> fitting,
            Map<String, String> ids,
            Map<String, String> owners,
            HospitalRecords records)
            throws SQLException {
        int seen = 0;
        for (String patient : all) {
            if (!fitting.test(patient) || ids.keySet().containsAll(HospitalRecords.kinds())) {
                continue;
            }
            for (Map.Entry<String, String> id : records.of(patient).entrySet()) {
                if (ids.putIfAbsent(id.getKey(), id.getValue()) == null) {
                    owners.put(id.getKey(), patient);
                }
            }
            if (++seen == ENOUGH) {
                return;
            }
        }
    }

    /**
     * Whether the rules open to the role that kind of record of every patient: reception, the laboratory, the auditor and the
     * administrator work for all.
     */
    boolean worksForAll(Endpoint.Id id) {
        return id.nobodys()
                || (id.forAny() && !role.equals("patient"))
                || switch (role) {
                    case "reception", "lab", "auditor", "admin" -> true;
                    default -> false;
                };
    }
}
