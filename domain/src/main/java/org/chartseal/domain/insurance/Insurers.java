package org.chartseal.domain.insurance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.List;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Keeps the insurers to whom patients can release, and the accounts that work for them. */
@ApplicationScoped
public class Insurers {

    private final EntityManager entities;
    private final ActivityLog activities;
    private final IdGenerator ids;

    @Inject
    public Insurers(EntityManager entities, ActivityLog activities, IdGenerator ids) {
        this.entities = entities;
        this.activities = activities;
        this.ids = ids;
    }

    /** An insurer with the accounts that work for it. */
    public record Row(InsurerId id, String name, List<String> accounts) {}

    /** All of them, by name. */
    @Transactional
    public List<Row> all(Actor actor) {
        actor.require(Role.ADMINISTRATOR);
        return entities.createQuery("SELECT i FROM Insurer i ORDER BY i.name", Insurer.class)
                .getResultStream()
                .map(insurer -> new Row(insurer.id(), insurer.name(), accounts(insurer.id())))
                .toList();
    }

    private List<String> accounts(InsurerId insurer) {
        return entities.createQuery(
                        "SELECT m.account FROM InsurerMember m WHERE m.insurerId = :insurer ORDER BY m.account",
                        String.class)
                .setParameter("insurer", insurer.value())
                .getResultList();
    }

    /**
     * Makes an insurer known.
     *
     * @throws Refused {@code name-missing} or {@code insurer-name-taken}
     */
    @Transactional
    public InsurerId add(Actor actor, String name) {
        actor.require(Role.ADMINISTRATOR);
        if (name.isBlank()) {
            throw Refused.because("name-missing").at("name");
        }
        Insurer insurer = new Insurer(new InsurerId(ids.next()), name.strip());
        entities.persist(insurer);
        flush();
        activities.keep(actor.account(), "insurer-added", insurer.id());
        return insurer.id();
    }

    /**
     * Lets an account work for an insurer.
     *
     * @throws Refused {@code account-missing} or {@code insurer-account-taken}
     * @throws NotFound when there is no such insurer
     */
    @Transactional
    public void addMember(Actor actor, InsurerId insurer, String account) {
        actor.require(Role.ADMINISTRATOR);
        if (account.isBlank()) {
            throw Refused.because("account-missing").at("account");
        }
        if (entities.find(Insurer.class, insurer.value()) == null) {
            throw new NotFound("insurer", insurer);
        }
        if (entities.find(InsurerMember.class, account.strip()) != null) {
            throw Refused.because("insurer-account-taken").at("account");
        }
        entities.persist(new InsurerMember(new Account(account.strip()), insurer));
        flush();
        activities.keep(actor.account(), "insurer-member-added", insurer, account.strip());
    }

    /**
     * The account works for the insurer no more; what was released opens to it no more from now on.
     *
     * @throws NotFound when it does not
     */
    @Transactional
    public void removeMember(Actor actor, InsurerId insurer, String account) {
        actor.require(Role.ADMINISTRATOR);
        InsurerMember member = entities.find(InsurerMember.class, account);
        if (member == null || !member.insurer().equals(insurer)) {
            throw new NotFound("insurer-member", account);
        }
        entities.remove(member);
        activities.keep(actor.account(), "insurer-member-removed", insurer, account);
    }

    private void flush() {
        try {
            entities.flush();
        } catch (PersistenceException refused) {
            throw switch (Constraints.violated(refused).orElse("")) {
                case "insurer_name_unique" ->
                    Refused.because("insurer-name-taken").at("name").causedBy(refused);
                case "insurer_member_pk" ->
                    Refused.because("insurer-account-taken").at("account").causedBy(refused);
                default -> refused;
            };
        }
    }
}
