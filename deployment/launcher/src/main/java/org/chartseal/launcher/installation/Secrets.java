package org.chartseal.launcher.installation;

import java.security.SecureRandom;
import java.util.Base64;

/** Draws passwords that no one has to remember. */
final class Secrets {
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** 192 random bits, in letters that need no quoting anywhere. */
    static String draw() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
