package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.MaySign;
import org.chartseal.domain.records.RecordToSeal;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealRecord;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A doctor asks the laboratory for a panel; the request is signed and sealed. */
@ApplicationScoped
public class OrderLabPanel {

    private final EntityManager entities;
    private final MaySign maySign;
    private final SealRecord seals;
    private final SigningHand hand;

    @Inject
    public OrderLabPanel(EntityManager entities, MaySign maySign, SealRecord seals, SigningHand hand) {
        this.entities = entities;
        this.maySign = maySign;
        this.seals = seals;
        this.hand = hand;
    }

    /**
     * What is asked.
     *
     * @param request drawn when the form opened, so that a form that is sent twice orders once
     * @param question what the doctor wants to know; may be empty
     */
    public record Command(
            LabRequestId request,
            PatientId patient,
            Optional<UUID> appointment,
            LabPanelId panel,
            Urgency urgency,
            String question) {}

    /** A panel that can be asked for. */
    public record PanelView(LabPanelId id, String code, String name, String specimen, List<String> tests) {}

    /** What can be asked for, by name. */
    @Transactional
    public List<PanelView> panels(Actor actor) {
        actor.require(Role.DOCTOR);
        return entities.createQuery(
                        "SELECT DISTINCT p FROM LabPanel p LEFT JOIN FETCH p.tests ORDER BY p.name", LabPanel.class)
                .getResultStream()
                .map(panel -> new PanelView(
                        panel.id(),
                        panel.code(),
                        panel.name(),
                        panel.specimen(),
                        panel.tests().stream().map(LabTest::name).toList()))
                .toList();
    }

    /**
     * Signs the request; the same command again answers the same seal.
     *
     * @throws Refused why the actor may not sign, or {@code already-signed} when the same form is being signed right now
     */
    @Transactional
    public SealId order(Actor actor, Command command) {
        PractitionerId author = maySign.require(
                        actor,
                        command.patient(),
                        RecordCategory.LABORATORY,
                        "order-lab",
                        command.request().value())
                .id();
        @Nullable LabRequest before = entities.find(LabRequest.class, command.request().value());
        if (before != null) {
            return requireSame(before, command, author);
        }
        @Nullable LabPanel panel = entities.find(LabPanel.class, command.panel().value());
        if (panel == null) {
            throw new NotFound("panel", command.panel());
        }
        LabRequest request = new LabRequest(
                command.request(),
                command.patient(),
                author,
                command.appointment(),
                panel,
                command.urgency(),
                command.question(),
                hand.time());
        return keep(request, panel);
    }

    private SealId keep(LabRequest request, LabPanel panel) {
        entities.persist(request);
        try {
            entities.flush();
        } catch (PersistenceException failure) {
            throw Constraints.violated(failure)
                    .filter("lab_request_pk"::equals)
                    .<RuntimeException>map(
                            twice -> Refused.because("already-signed").causedBy(failure))
                    .orElse(failure);
        }
        return seals.seal(new RecordToSeal(
                request.record(),
                RecordType.LAB_REQUEST,
                request.category(),
                request.patient(),
                request.author(),
                request.signedAt(),
                LabRequestContent.of(request, panel)));
    }

    private static SealId requireSame(LabRequest before, Command command, PractitionerId author) {
        if (!before.patient().equals(command.patient()) || !before.author().equals(author)) {
            throw new NotFound("lab-request", command.request());
        }
        return before.record().version(1);
    }
}
