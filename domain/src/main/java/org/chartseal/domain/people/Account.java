package org.chartseal.domain.people;

import org.chartseal.domain.shared.Refused;

/**
 * A person's name at the identity provider (OIDC {@code preferred_username}).
 *
 * @param name not blank
 */
public record Account(String name) {

    /** Stands for the portal itself, where no person acts (loading demo data, timed jobs). */
    public static final Account SYSTEM = new Account("system");

    public Account {
        if (name.isBlank()) {
            throw Refused.because("account-blank");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
