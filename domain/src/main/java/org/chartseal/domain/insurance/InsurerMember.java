package org.chartseal.domain.insurance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.chartseal.domain.people.Account;

/** An account that works for an insurer. */
@Entity
@Table(name = "insurer_member")
public class InsurerMember {

    @Id
    private String account;

    @Column(name = "insurer_id")
    private UUID insurerId;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected InsurerMember() {}

    /** That account works for that insurer from now on. */
    public InsurerMember(Account account, InsurerId insurer) {
        this.account = account.name();
        this.insurerId = insurer.value();
    }

    public Account account() {
        return new Account(account);
    }

    public InsurerId insurer() {
        return new InsurerId(insurerId);
    }
}
