package org.chartseal.storage;

import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.shared.Unavailable;

/** A vault that can get another master key. It keeps the former ones until it is told that nothing is under them any more. */
public interface RotatableVault extends KeyVault {

    /** Name of the master key under which it encrypts. */
    String newest();

    /** Whether it keeps former master keys. */
    boolean hasFormer();

    /**
     * Makes a new master key, which is the newest from then on. When this returns, it survives a crash.
     *
     * @throws Unavailable when the vault does not take it
     */
    void addNew();

    /**
     * Removes all former master keys for good. Nothing that is under them opens any more.
     *
     * @throws Unavailable when the vault does not let go of them; some may be gone then
     */
    void removeFormer();
}
