package org.chartseal.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that every JDK has. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
