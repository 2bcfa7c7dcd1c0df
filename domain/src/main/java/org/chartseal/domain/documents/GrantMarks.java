package org.chartseal.domain.documents;

import java.util.Optional;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The vault's word that the portal wrote a grant just so. Whoever can write to the database alone cannot say it, and what they make of a
 * grant gets no keys.
 */
public final class GrantMarks {

    private static final byte[] NOTHING = new byte[32];

    private final KeyVault vault;

    GrantMarks(KeyVault vault) {
        this.vault = vault;
    }

    /** What the vault binds a mark to. */
    public static String use(String terms) {
        return "grant-mark " + terms;
    }

    byte[] of(String terms) {
        return vault.wrap(NOTHING, use(terms)).encoded();
    }

    /** Whether the mark was made over these terms. */
    boolean bears(String terms, byte @Nullable [] mark) {
        return Optional.ofNullable(mark)
                .filter(present -> opens(terms, present))
                .isPresent();
    }

    private boolean opens(String terms, byte[] mark) {
        try {
            return vault.unwrap(WrappedKey.decode(mark), use(terms)).length == NOTHING.length;
        } catch (Refused notOverThese) {
            return false;
        }
    }
}
