package org.chartseal.domain.research;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;
import org.chartseal.domain.people.Account;
import org.jspecify.annotations.Nullable;

/** An account that works on a study. */
@Entity
@Table(name = "study_member")
@IdClass(StudyMember.Key.class)
public class StudyMember {

    @Id
    private String account;

    @Id
    @Column(name = "study_id")
    private UUID studyId;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected StudyMember() {}

    /** That account works on that study from now on. */
    public StudyMember(Account account, StudyId study) {
        this.account = account.name();
        this.studyId = study.value();
    }

    /** Both together identify a member. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private String account;
        private UUID studyId;

        @SuppressWarnings("NullAway") // for the persistence provider
        protected Key() {}

        /** The key of that membership. */
        public Key(Account account, StudyId study) {
            this.account = account.name();
            this.studyId = study.value();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && account.equals(key.account) && studyId.equals(key.studyId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(account, studyId);
        }
    }

    public Account account() {
        return new Account(account);
    }

    public StudyId study() {
        return new StudyId(studyId);
    }
}
