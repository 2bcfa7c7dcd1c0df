package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** The laboratory takes the specimen of a request and numbers it. */
@ApplicationScoped
public class CollectSpecimen {

    private final EntityManager entities;
    private final LabCases cases;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public CollectSpecimen(EntityManager entities, LabCases cases, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.cases = cases;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Takes the specimen now and answers its number, for the label.
     *
     * @throws Refused {@code lab-request-state} when it was taken already or the request was cancelled
     */
    @Transactional
    public AccessionNumber collect(Actor actor, LabRequestId id) {
        LabCase labCase = cases.openToChange(actor, id);
        labCase.request().moveTo(LabRequest.State.COLLECTED);
        Instant now = clock.instant();
        AccessionNumber accession =
                AccessionNumber.of(LocalDate.ofInstant(now, clock.getZone()).getYear(), nextInRun());
        entities.persist(new Specimen(ids.next(), id, accession, labCase.panel().specimen(), now, actor.account()));
        return accession;
    }

    private long nextInRun() {
        return ((Number) entities.createNativeQuery("SELECT nextval('accession_seq')")
                        .getSingleResult())
                .longValue();
    }
}
