package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;

/**
 * Decides who may see how a seal stands. That says nothing of what was sealed, so everyone who works here may; a patient sees
 * the seals of their own record, and whoever else comes sees none.
 */
@ApplicationScoped
public class OpenSeal {

    private static final Set<Role> WORKING_HERE = EnumSet.of(
            Role.RECEPTIONIST, Role.DOCTOR, Role.LAB_TECHNICIAN, Role.LAB_SCIENTIST, Role.ADMINISTRATOR, Role.AUDITOR);

    private final EntityManager entities;
    private final OpenRecord records;

    @Inject
    public OpenSeal(EntityManager entities, OpenRecord records) {
        this.entities = entities;
        this.records = records;
    }

    /**
     * Lets the actor see the seal. Another's try with a seal of somebody's record is kept in the access log.
     *
     * @throws NotFound when no such version was sealed here, or it is of somebody else's record
     */
    @Transactional
    public void open(Actor actor, SealId seal) {
        RecordVersion version = entities.find(RecordVersion.class, new RecordVersion.Key(seal));
        if (version == null) {
            throw new NotFound("seal", seal);
        }
        boolean worksHere = actor.roles().stream().anyMatch(WORKING_HERE::contains);
        boolean own = actor.patient().filter(version.patient()::equals).isPresent();
        if (!worksHere && !own) {
            records.open(actor, version.patient(), category(version.type()), "seal", Optional.of(seal.record()));
        }
    }

    private static RecordCategory category(RecordType type) {
        return switch (type) {
            case NOTE -> RecordCategory.NOTES;
            case PRESCRIPTION -> RecordCategory.MEDICATION;
            case LAB_REQUEST, LAB_REPORT -> RecordCategory.LABORATORY;
            case DOCUMENT -> RecordCategory.DOCUMENTS;
            case CLAIM -> RecordCategory.CLAIMS;
        };
    }
}
