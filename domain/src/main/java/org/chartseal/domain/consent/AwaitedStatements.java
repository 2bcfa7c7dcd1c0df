package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;

/** What waits for a patient's own signature: grants that were asked for, and ends of grants. */
@ApplicationScoped
public class AwaitedStatements {

    private final EntityManager entities;
    private final IssueGrant issue;
    private final RevokeAccess revoke;
    private final Clock clock;

    @Inject
    public AwaitedStatements(EntityManager entities, IssueGrant issue, RevokeAccess revoke, Clock clock) {
        this.entities = entities;
        this.issue = issue;
        this.revoke = revoke;
        this.clock = clock;
    }

    /** What a statement does. */
    public enum Kind {
        GIVE_ACCESS,
        REVOKE_ACCESS;

        /** As addresses and message keys name it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A statement that waits.
     *
     * @param grantee whom it is about
     * @param byBooking whether the grant came with an appointment
     * @param until when the grant would end or would have ended, exclusive
     * @param actingFor of whom the grant was, when the person acted for somebody else
     */
    public record Awaited(
            Kind kind,
            GrantId grant,
            GranteeNames.Named grantee,
            boolean byBooking,
            Instant until,
            Optional<String> actingFor) {}

    /** What waits for the patient, newest first; of grants only those that have not run out. */
    @Transactional
    public List<Awaited> of(Actor actor) {
        actor.require(Role.PATIENT);
        PatientId patient = actor.requirePatient();
        return Stream.concat(grants(patient), revocations(patient)).toList();
    }

    private Stream<Awaited> grants(PatientId patient) {
        List<AwaitedGrant> grants = entities.createQuery("""
                        SELECT g FROM AwaitedGrant g
                        WHERE g.permission.patientId = :patient AND g.permission.validUntil > :now ORDER BY g.askedAt DESC
                        """, AwaitedGrant.class)
                .setParameter("patient", patient.value())
                .setParameter("now", clock.instant())
                .getResultList();
        GranteeNames names = GranteeNames.of(
                entities, grants.stream().map(AwaitedGrant::permission).toList());
        return grants.stream()
                .map(grant -> awaited(Kind.GIVE_ACCESS, grant.id(), grant.permission(), names, Optional.empty()));
    }

    private Stream<Awaited> revocations(PatientId patient) {
        List<AccessGrant> grants = entities.createQuery("""
                        SELECT g FROM AwaitedRevocation r JOIN AccessGrant g ON g.id = r.grantId
                        WHERE r.patientId = :patient ORDER BY g.revokedAt DESC
                        """, AccessGrant.class)
                .setParameter("patient", patient.value())
                .getResultList();
        GranteeNames names = GranteeNames.of(
                entities, grants.stream().map(AccessGrant::permission).toList());
        return grants.stream()
                .map(grant -> awaited(Kind.REVOKE_ACCESS, grant.id(), grant.permission(), names, actingFor(grant)));
    }

    private static Awaited awaited(
            Kind kind, GrantId grant, Permission permission, GranteeNames names, Optional<String> actingFor) {
        return new Awaited(
                kind,
                grant,
                names.of(permission.grantee()),
                permission.appointment().isPresent(),
                permission.period().until(),
                actingFor);
    }

    private Optional<String> actingFor(AccessGrant grant) {
        return grant.revokedUnder()
                .map(under -> entities.find(Patient.class, grant.patient().value())
                        .name()
                        .full());
    }

    /**
     * The command that the patient's signature completes, in the transaction of the use case that calls it.
     *
     * @throws NotFound when nothing of the kind waits for this patient
     */
    public LedgerCommand unsigned(Kind kind, GrantId id, Patient patient) {
        return switch (kind) {
            case GIVE_ACCESS -> issue.unsigned(grant(id, patient).signed(clock.instant()), patient);
            case REVOKE_ACCESS -> revoke.unsigned(ended(id, patient), patient);
        };
    }

    /**
     * The signature is there: a grant holds once the ledger has it. The caller has the command written to the ledger.
     *
     * @throws NotFound when nothing of the kind waits for this patient any more
     */
    public void signed(Kind kind, GrantId id, Patient patient) {
        if (kind == Kind.GIVE_ACCESS) {
            AwaitedGrant awaited = grant(id, patient);
            entities.remove(awaited);
            issue.keep(awaited.signed(IssueGrant.cut(clock.instant())));
        } else {
            entities.remove(revocation(id, patient));
        }
    }

    /** The portal signs for the patient again: what waits for a signature gets that one. */
    public void signByPortal(Patient patient) {
        all(AwaitedRevocation.class, patient).forEach(awaited -> {
            revoke.sign(entities.find(AccessGrant.class, awaited.grant()), patient);
            entities.remove(awaited);
        });
        all(AwaitedGrant.class, patient).forEach(awaited -> {
            if (clock.instant().isBefore(awaited.permission().period().until())) {
                issue.sign(awaited.signed(IssueGrant.cut(clock.instant())), patient);
            }
            entities.remove(awaited);
        });
    }

    private <T> List<T> all(Class<T> awaited, Patient patient) {
        String whose = awaited == AwaitedGrant.class ? "permission.patientId" : "patientId";
        return entities.createQuery(
                        "SELECT a FROM " + awaited.getSimpleName() + " a WHERE a." + whose + " = :patient", awaited)
                .setParameter("patient", patient.id().value())
                .getResultList();
    }

    /** Drops the grant that nobody shall sign any more; a request that it answered is refused with it. */
    @Transactional
    public void decline(Actor actor, GrantId id) {
        actor.require(Role.PATIENT);
        Patient patient = entities.find(Patient.class, actor.requirePatient().value());
        AwaitedGrant declined = grant(id, patient);
        declined.permission().appointment().ifPresent(this::giveNothingWith);
        entities.remove(declined);
        entities.createQuery("SELECT r FROM AccessRequest r WHERE r.grantId = :grant", AccessRequest.class)
                .setParameter("grant", id.value())
                .getResultStream()
                .forEach(request -> request.notSigned(clock.instant()));
    }

    /** Moving the visit does not ask again. */
    private void giveNothingWith(UUID visit) {
        entities.createNativeQuery("UPDATE appointment SET access_days = NULL WHERE id = ?1")
                .setParameter(1, visit)
                .executeUpdate();
    }

    private AwaitedGrant grant(GrantId id, Patient patient) {
        return Optional.ofNullable(entities.find(AwaitedGrant.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .filter(grant -> grant.patient().equals(patient.id()))
                .filter(grant ->
                        clock.instant().isBefore(grant.permission().period().until()))
                .orElseThrow(() -> new NotFound("grant", id));
    }

    private AccessGrant ended(GrantId id, Patient patient) {
        revocation(id, patient);
        return entities.find(AccessGrant.class, id.value());
    }

    private AwaitedRevocation revocation(GrantId id, Patient patient) {
        return Optional.ofNullable(entities.find(AwaitedRevocation.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .filter(revocation -> revocation.patient().equals(patient.id()))
                .orElseThrow(() -> new NotFound("grant", id));
    }
}
