package org.chartseal.domain.prescribing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.prescribing.Prescription.OverriddenAlerts;
import org.chartseal.domain.prescribing.Prescription.Parties;
import org.chartseal.domain.records.MaySign;
import org.chartseal.domain.records.RecordToSeal;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealRecord;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A doctor signs a prescription after its checks, or stops one. Each is a sealed version. */
@ApplicationScoped
public class PrescribeMedicine {

    private final EntityManager entities;
    private final MaySign maySign;
    private final CheckPrescription checks;
    private final SealRecord seals;
    private final SigningHand hand;
    private final Clock clock;

    @Inject
    public PrescribeMedicine(
            EntityManager entities,
            MaySign maySign,
            CheckPrescription checks,
            SealRecord seals,
            SigningHand hand,
            Clock clock) {
        this.entities = entities;
        this.maySign = maySign;
        this.checks = checks;
        this.seals = seals;
        this.hand = hand;
        this.clock = clock;
    }

    /**
     * What is signed.
     *
     * @param prescription drawn when the form opened, so that a form that is sent twice prescribes once
     * @param seenAlerts codes of the alerts that the doctor saw
     * @param overrideReason why it is signed in spite of them; empty when there were none
     */
    public record Command(
            PrescriptionId prescription,
            PatientId patient,
            Optional<UUID> appointment,
            FormularyItemId item,
            Regimen regimen,
            Set<String> seenAlerts,
            String overrideReason) {
        public Command {
            seenAlerts = Set.copyOf(seenAlerts);
        }
    }

    /**
     * Signs; the same command again answers the same seal.
     *
     * @throws Refused {@code alerts-changed} when the checks now raise what the doctor did not see, {@code
     *     override-needs-reason}, {@code already-signed} when the same form is being signed right now, or why the actor may
     *     not sign
     */
    @Transactional
    public SealId sign(Actor actor, Command command) {
        PractitionerId author = maySign.require(
                        actor,
                        command.patient(),
                        RecordCategory.MEDICATION,
                        "sign-prescription",
                        command.prescription().value())
                .id();
        @Nullable Prescription before =
                entities.find(Prescription.class, command.prescription().value());
        if (before != null) {
            return requireSame(before, command, author);
        }
        @Nullable FormularyItem item = entities.find(FormularyItem.class, command.item().value());
        if (item == null) {
            throw new NotFound("formulary-item", command.item());
        }
        Prescription prescription = new Prescription(
                command.prescription(),
                new Parties(command.patient(), author, command.appointment()),
                item,
                command.regimen(),
                overridden(command, item),
                hand.time(),
                clock.getZone());
        entities.persist(prescription);
        return seal(prescription, author, item);
    }

    private OverriddenAlerts overridden(Command command, FormularyItem item) {
        Set<String> raised = new TreeSet<>();
        CheckPrescription.alerts(checks.run(command.patient(), item.medicine()))
                .forEach(alert -> raised.add(alert.code()));
        if (!command.seenAlerts().containsAll(raised)) {
            throw Refused.because("alerts-changed");
        }
        return new OverriddenAlerts(raised.stream().toList(), raised.isEmpty() ? "" : command.overrideReason());
    }

    /**
     * Stops a prescription, also someone else's; stopping it again answers the same seal.
     *
     * @throws Refused {@code discontinue-needs-reason}, {@code prescription-changed}, or why the actor may not sign
     */
    @Transactional
    public SealId discontinue(Actor actor, PatientId patient, PrescriptionId id, String reason) {
        PractitionerId by = maySign.require(
                        actor, patient, RecordCategory.MEDICATION, "discontinue-prescription", id.value())
                .id();
        @Nullable Prescription prescription = entities.find(Prescription.class, id.value());
        if (prescription == null || !prescription.parties().patient().equals(patient)) {
            throw new NotFound("prescription", id);
        }
        if (prescription.discontinuation().isPresent()) {
            return prescription.record().version(prescription.sealedVersion());
        }
        prescription.discontinue(by, reason, hand.time());
        return seal(
                prescription,
                by,
                entities.find(FormularyItem.class, prescription.item().value()));
    }

    private SealId seal(Prescription prescription, PractitionerId author, FormularyItem item) {
        flush();
        return seals.seal(new RecordToSeal(
                prescription.record(),
                RecordType.PRESCRIPTION,
                RecordCategory.MEDICATION,
                prescription.parties().patient(),
                author,
                prescription
                        .discontinuation()
                        .map(Prescription.Discontinuation::at)
                        .orElse(prescription.signedAt()),
                PrescriptionContent.of(prescription, item.medicine())));
    }

    private void flush() {
        try {
            entities.flush();
        } catch (OptimisticLockException raced) {
            throw Refused.because("prescription-changed").causedBy(raced);
        } catch (PersistenceException failure) {
            throw Constraints.violated(failure)
                    .filter("prescription_pk"::equals)
                    .<RuntimeException>map(
                            twice -> Refused.because("already-signed").causedBy(failure))
                    .orElse(failure);
        }
    }

    private static SealId requireSame(Prescription before, Command command, PractitionerId author) {
        Parties parties = before.parties();
        if (!parties.patient().equals(command.patient()) || !parties.author().equals(author)) {
            throw new NotFound("prescription", command.prescription());
        }
        return before.record().version(1);
    }
}
