package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;

/** Finds a request with all that belongs to it, and opens it for the laboratory by the one door. */
@ApplicationScoped
public class LabCases {

    private final EntityManager entities;
    private final OpenRecord openRecord;

    @Inject
    public LabCases(EntityManager entities, OpenRecord openRecord) {
        this.entities = entities;
        this.openRecord = openRecord;
    }

    /** Opens a request for someone of the laboratory who only looks. */
    LabCase open(Actor actor, LabRequestId id) {
        return open(actor, find(id, LockModeType.NONE), "lab-request");
    }

    /** Opens a request for someone of the laboratory who changes it; others who change it wait. */
    LabCase openToChange(Actor actor, LabRequestId id) {
        return open(actor, find(id, LockModeType.PESSIMISTIC_WRITE), "lab-request");
    }

    /** As {@link #openToChange}, to end what was begun by that: both are one read in the access log. */
    LabCase openToChangeOn(Actor actor, LabRequestId id) {
        actor.require(Role.LAB_TECHNICIAN, Role.LAB_SCIENTIST);
        LabRequest request = find(id, LockModeType.PESSIMISTIC_WRITE);
        openRecord.openPart(actor, request.patient(), request.category(), "lab-request", id.value());
        return complete(request);
    }

    private LabCase open(Actor actor, LabRequest request, String what) {
        actor.require(Role.LAB_TECHNICIAN, Role.LAB_SCIENTIST);
        openRecord.open(
                actor,
                request.patient(),
                request.category(),
                what,
                Optional.of(request.id().value()));
        return complete(request);
    }

    /** All that belongs to the request, without asking who wants it. */
    LabCase complete(LabRequest request) {
        Optional<LabReport> report =
                first("SELECT r FROM LabReport r WHERE r.requestId = :id", LabReport.class, request);
        return new LabCase(
                request,
                entities.find(LabPanel.class, request.panel().value()),
                first("SELECT s FROM Specimen s WHERE s.requestId = :id", Specimen.class, request),
                report,
                report.map(this::results).orElse(List.of()),
                report.map(this::attachments).orElse(List.of()));
    }

    private LabRequest find(LabRequestId id, LockModeType lock) {
        LabRequest request = entities.find(LabRequest.class, id.value(), lock);
        if (request == null) {
            throw new NotFound("lab-request", id);
        }
        return request;
    }

    private <T> Optional<T> first(String query, Class<T> type, LabRequest request) {
        return entities.createQuery(query, type)
                .setParameter("id", request.id().value())
                .getResultStream()
                .findFirst();
    }

    private List<LabResult> results(LabReport report) {
        return byReport(
                "SELECT r FROM LabResult r WHERE r.reportId = :id ORDER BY r.position", LabResult.class, report);
    }

    private List<Attachment> attachments(LabReport report) {
        return byReport(
                "SELECT a FROM Attachment a WHERE a.reportId = :id ORDER BY a.addedAt, a.id", Attachment.class, report);
    }

    private <T> List<T> byReport(String query, Class<T> type, LabReport report) {
        UUID id = report.id().value();
        return entities.createQuery(query, type).setParameter("id", id).getResultList();
    }
}
