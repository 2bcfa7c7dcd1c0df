package org.chartseal.domain.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.chartseal.domain.audit.AccessOrigin.Origin;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.jspecify.annotations.Nullable;

/** One read, or one refused try to read. */
@Entity
@Table(name = "access_log")
public class AccessLogEntry {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Instant at;
    private String account;
    private String role;

    @Column(name = "practitioner_id")
    private @Nullable UUID practitionerId;

    @Column(name = "patient_id")
    private UUID patientId;

    private String category;
    private String what;

    @Column(name = "record_id")
    private @Nullable UUID recordId;

    private String purpose;
    private String basis;

    @Column(name = "basis_id")
    private @Nullable UUID basisId;

    private boolean allowed;

    /** Set by the log when it keeps the entry, like what follows. */
    private @Nullable UUID entry;

    private @Nullable String organisation;
    private @Nullable String origin;

    @Column(name = "record_version")
    private @Nullable Integer recordVersion;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected AccessLogEntry() {}

    /**
     * A read as it was decided.
     *
     * @param basis the basis' code when allowed, else the code of the refusal
     */
    public AccessLogEntry(
            Instant at,
            Reader reader,
            Opened opened,
            String purpose,
            String basis,
            Optional<UUID> basisId,
            boolean ok) {
        this.at = at;
        this.account = reader.account();
        this.role = reader.role();
        this.practitionerId = reader.practitioner().map(PractitionerId::value).orElse(null);
        this.patientId = opened.patient().value();
        this.category = opened.category();
        this.what = opened.what();
        this.recordId = opened.record().orElse(null);
        this.purpose = purpose;
        this.basis = basis;
        this.basisId = basisId.orElse(null);
        this.allowed = ok;
    }

    /** Who read. */
    public record Reader(String account, String role, Optional<PractitionerId> practitioner) {

        /** The actor as the log has them: of several roles the first counts. */
        public static Reader of(Actor actor) {
            String role = actor.roles().stream()
                    .min(Comparator.naturalOrder())
                    .map(Role::code)
                    .orElse("none");
            return new Reader(actor.account().name(), role, actor.practitioner());
        }
    }

    /** What was opened. */
    public record Opened(PatientId patient, String category, String what, Optional<UUID> record) {}

    public Instant at() {
        return at;
    }

    public Reader reader() {
        return new Reader(account, role, Optional.ofNullable(practitionerId).map(PractitionerId::new));
    }

    public Opened opened() {
        return new Opened(new PatientId(patientId), category, what, Optional.ofNullable(recordId));
    }

    public String purpose() {
        return purpose;
    }

    /** The code of the basis, or of the refusal. */
    public String basis() {
        return basis;
    }

    public Optional<UUID> basisId() {
        return Optional.ofNullable(basisId);
    }

    public boolean allowed() {
        return allowed;
    }

    /** What names the row once it is kept. */
    public Optional<UUID> entry() {
        return Optional.ofNullable(entry);
    }

    /** Whose portal it was and from where, once it is kept. */
    public Optional<Origin> origin() {
        return Optional.ofNullable(origin).map(address -> new Origin(String.valueOf(organisation), address));
    }

    /** The newest sealed version at that time of the record that was opened. */
    public OptionalInt recordVersion() {
        return recordVersion == null ? OptionalInt.empty() : OptionalInt.of(recordVersion);
    }
}
