package org.chartseal.domain.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** What a grant permits: whose record, to whom, which parts, what for, how long. */
@Embeddable
public class Permission {

    /** Stands for every category that is not sensitive, also for what is added later. */
    public static final String ALL = "all";

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "practitioner_id")
    private @Nullable UUID practitionerId;

    @Column(name = "department_id")
    private @Nullable UUID departmentId;

    @Column(name = "insurer_id")
    private @Nullable UUID insurerId;

    @Column(name = "study_id")
    private @Nullable UUID studyId;

    @Column(name = "proxy_id")
    private @Nullable UUID proxyId;

    @Embedded
    private @Nullable Mandate mandate;

    @Column(name = "appointment_id")
    private @Nullable UUID appointmentId;

    private String categories;

    @Column(name = "record_id")
    private @Nullable UUID recordId;

    private String purpose;

    @Column(name = "valid_from")
    private Instant validFrom;

    @Column(name = "valid_until")
    private Instant validUntil;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Permission() {}

    private Permission(
            PatientId patient,
            Grantee grantee,
            What what,
            Optional<UUID> appointment,
            @Nullable Mandate mandate,
            Period period) {
        if (grantee.kind() == GranteeKind.STUDY && what.categories().contains(RecordCategory.CLAIMS)) {
            throw Refused.because("grant-claims-to-study").at("categories");
        }
        this.patientId = patient.value();
        switch (grantee.kind()) {
            case PRACTITIONER -> this.practitionerId = grantee.id();
            case DEPARTMENT -> this.departmentId = grantee.id();
            case INSURER -> this.insurerId = grantee.id();
            case STUDY -> this.studyId = grantee.id();
            case PROXY -> this.proxyId = grantee.id();
        }
        this.mandate = mandate;
        this.appointmentId = appointment.orElse(null);
        this.categories = what.codes();
        this.recordId = what.record().orElse(null);
        this.purpose = grantee.purpose().code();
        this.validFrom = period.from();
        this.validUntil = period.until();
    }

    /** A permission that the patient gives. */
    public static Permission of(PatientId patient, Grantee grantee, What what, Period period) {
        return new Permission(patient, grantee, what, Optional.empty(), null, period);
    }

    /** The permission to act for the patient; it always opens whose record it is. */
    public static Permission toProxy(PatientId patient, PatientId person, What what, Mandate mandate, Period period) {
        Set<RecordCategory> categories = EnumSet.copyOf(what.categories());
        categories.add(RecordCategory.DEMOGRAPHICS);
        return new Permission(patient, Grantee.proxy(person), What.of(categories), Optional.empty(), mandate, period);
    }

    /** The permission that comes with a visit. */
    public static Permission forVisit(PatientId patient, Grantee practitioner, What what, UUID visit, Period period) {
        return new Permission(patient, practitioner, what, Optional.of(visit), null, period);
    }

    /**
     * What may be read.
     *
     * @param categories at least one; exactly the ordinary ones means all that are not sensitive, also what is added later
     * @param record the only one of those categories that may be read; its patient's demographics may be read with it
     */
    public record What(Set<RecordCategory> categories, Optional<UUID> record) {

        public What {
            categories = Set.copyOf(categories);
            if (categories.isEmpty()) {
                throw Refused.because("grant-categories-missing").at("categories");
            }
        }

        /** All that is not sensitive. */
        public static What everything() {
            return of(RecordCategory.ordinary());
        }

        /**
         * These categories.
         *
         * @throws Refused {@code grant-categories-missing} when there is none
         */
        public static What of(Set<RecordCategory> categories) {
            return new What(categories, Optional.empty());
        }

        /** That one record, with whose it is. */
        public static What one(RecordCategory category, UUID record) {
            return new What(EnumSet.of(RecordCategory.DEMOGRAPHICS, category), Optional.of(record));
        }

        /** As rows keep the categories; {@link Permission#categories(String)} reads them. */
        String codes() {
            return record.isEmpty() && categories.equals(RecordCategory.ordinary())
                    ? ALL
                    : categories.stream().map(RecordCategory::code).sorted().collect(Collectors.joining(","));
        }
    }

    /**
     * When a grant holds.
     *
     * @param until exclusive, after {@code from}
     */
    public record Period(Instant from, Instant until) {
        public Period {
            if (!from.isBefore(until)) {
                throw Refused.because("grant-period-empty").at("until");
            }
        }

        /** Whether that moment is within. */
        public boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /** The same, its period cut to milliseconds. */
    Permission cut() {
        Period cut = new Period(IssueGrant.cut(validFrom), IssueGrant.cut(validUntil));
        return new Permission(patient(), grantee(), what(), appointment(), mandate, cut);
    }

    private What what() {
        return new What(categories(), record());
    }

    /**
     * Whether this lets read that category for that purpose then.
     *
     * @param record the single record that is asked for
     */
    public boolean covers(RecordCategory category, Optional<UUID> record, Purpose why, Instant at) {
        return period().contains(at)
                && purpose.equals(why.code())
                && categories().contains(category)
                && (recordId == null
                        || category == RecordCategory.DEMOGRAPHICS
                        || record.filter(recordId::equals).isPresent());
    }

    /** Whether this opens to the same grantee, while it holds, all that the other would. */
    boolean opensAllOf(Permission other) {
        return grantee().equals(other.grantee())
                && (recordId == null || record().equals(other.record()))
                && categories().containsAll(other.categories());
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    /** To whom. */
    public Grantee grantee() {
        return Stream.of(
                        grantee(GranteeKind.PRACTITIONER, practitionerId),
                        grantee(GranteeKind.DEPARTMENT, departmentId),
                        grantee(GranteeKind.INSURER, insurerId),
                        grantee(GranteeKind.STUDY, studyId),
                        grantee(GranteeKind.PROXY, proxyId))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a constraint holds that there is one"));
    }

    private static Optional<Grantee> grantee(GranteeKind kind, @Nullable UUID id) {
        return Optional.ofNullable(id).map(present -> new Grantee(kind, present));
    }

    /** On what a proxy acts; nobody else has one. */
    public Optional<Mandate> mandate() {
        return Optional.ofNullable(mandate);
    }

    /** The appointment whose booking brought it. */
    public Optional<UUID> appointment() {
        return Optional.ofNullable(appointmentId);
    }

    /** What may be read. */
    public Set<RecordCategory> categories() {
        return categories(categories);
    }

    /** The categories of a row that keeps their codes. */
    static Set<RecordCategory> categories(String codes) {
        if (codes.equals(ALL)) {
            return RecordCategory.ordinary();
        }
        return Arrays.stream(codes.split(",", -1))
                .map(RecordCategory::stored)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RecordCategory.class)));
    }

    /** Whether it stands for every category that is not sensitive, also for those of the future. */
    public boolean isEverything() {
        return categories.equals(ALL);
    }

    /** Codes of the categories as the scope on the ledger has them; {@code all} alone means everything. */
    public List<String> categoryCodes() {
        return List.of(categories.split(",", -1));
    }

    /** The only record that may be read. */
    public Optional<UUID> record() {
        return Optional.ofNullable(recordId);
    }

    public Purpose purpose() {
        return Purpose.valueOf(purpose.toUpperCase(Locale.ROOT));
    }

    public Period period() {
        return new Period(validFrom, validUntil);
    }
}
