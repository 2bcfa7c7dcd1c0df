package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/** Salts from the platform's secure random numbers. */
@ApplicationScoped
public class SecureSalts implements Salt.Source {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public Salt next() {
        byte[] bytes = new byte[Salt.LENGTH];
        RANDOM.nextBytes(bytes);
        return new Salt(bytes);
    }
}
