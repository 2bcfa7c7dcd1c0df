package org.chartseal.domain.research;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Keeps the research studies to which patients can give access, and the accounts that work on them. */
@ApplicationScoped
public class Studies {

    private final EntityManager entities;
    private final ActivityLog activities;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public Studies(EntityManager entities, ActivityLog activities, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.activities = activities;
        this.ids = ids;
        this.clock = clock;
    }

    /** A study with the accounts that work on it. */
    public record Row(
            StudyId id, String title, String sponsor, String approval, LocalDate endsOn, List<String> accounts) {}

    /**
     * What is to be known of a study.
     *
     * @param approval the ethics committee's reference
     * @param endsOn last day on which data may be read for it
     */
    public record Command(String title, String sponsor, String approval, LocalDate endsOn) {}

    /** All of them, by title. */
    @Transactional
    public List<Row> all(Actor actor) {
        actor.require(Role.ADMINISTRATOR);
        return entities.createQuery("SELECT s FROM Study s ORDER BY s.title", Study.class)
                .getResultStream()
                .map(study -> new Row(
                        study.id(),
                        study.title(),
                        study.sponsor(),
                        study.approval(),
                        study.endsOn(),
                        accounts(study.id())))
                .toList();
    }

    private List<String> accounts(StudyId study) {
        return entities.createQuery(
                        "SELECT m.account FROM StudyMember m WHERE m.studyId = :study ORDER BY m.account", String.class)
                .setParameter("study", study.value())
                .getResultList();
    }

    /**
     * Makes a study known.
     *
     * @throws Refused {@code study-title-missing}, {@code study-sponsor-missing}, {@code study-approval-missing}, {@code
     *     study-ends-past} or {@code study-title-taken}
     */
    @Transactional
    public StudyId add(Actor actor, Command command) {
        actor.require(Role.ADMINISTRATOR);
        if (command.title().isBlank()) {
            throw Refused.because("study-title-missing").at("title");
        }
        if (command.sponsor().isBlank()) {
            throw Refused.because("study-sponsor-missing").at("sponsor");
        }
        if (command.approval().isBlank()) {
            throw Refused.because("study-approval-missing").at("approval");
        }
        if (command.endsOn().isBefore(LocalDate.now(clock))) {
            throw Refused.because("study-ends-past").at("endsOn");
        }
        Study study = new Study(
                new StudyId(ids.next()),
                command.title().strip(),
                command.sponsor().strip(),
                command.approval().strip(),
                command.endsOn());
        entities.persist(study);
        flush();
        activities.keep(actor.account(), "study-added", study.id());
        return study.id();
    }

    /**
     * Lets an account work on a study.
     *
     * @throws Refused {@code account-missing} or {@code study-account-known}
     * @throws NotFound when there is no such study
     */
    @Transactional
    public void addMember(Actor actor, StudyId study, String account) {
        actor.require(Role.ADMINISTRATOR);
        if (account.isBlank()) {
            throw Refused.because("account-missing").at("account");
        }
        if (entities.find(Study.class, study.value()) == null) {
            throw new NotFound("study", study);
        }
        Account known = new Account(account.strip());
        if (entities.find(StudyMember.class, new StudyMember.Key(known, study)) != null) {
            throw Refused.because("study-account-known").at("account");
        }
        entities.persist(new StudyMember(known, study));
        flush();
        activities.keep(actor.account(), "study-member-added", study, known.name());
    }

    /**
     * The account works on the study no more; what was given to the study opens to it no more from now on.
     *
     * @throws NotFound when it does not
     */
    @Transactional
    public void removeMember(Actor actor, StudyId study, String account) {
        actor.require(Role.ADMINISTRATOR);
        StudyMember member = entities.find(StudyMember.class, new StudyMember.Key(new Account(account), study));
        if (member == null) {
            throw new NotFound("study-member", account);
        }
        entities.remove(member);
        activities.keep(actor.account(), "study-member-removed", study, account);
    }

    private void flush() {
        try {
            entities.flush();
        } catch (PersistenceException refused) {
            throw switch (Constraints.violated(refused).orElse("")) {
                case "study_title_unique" ->
                    Refused.because("study-title-taken").at("title").causedBy(refused);
                case "study_member_pk" ->
                    Refused.because("study-account-known").at("account").causedBy(refused);
                default -> refused;
            };
        }
    }
}
