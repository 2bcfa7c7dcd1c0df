package org.chartseal.ledger.proof;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files of a bundle. */
public interface BundleFiles {

    /** The names of all, as often as they occur. */
    List<String> names();

    /**
     * Opens one of them; the caller closes it.
     *
     * @throws IOException when there is none of that name, or it cannot be unpacked
     */
    InputStream open(String name) throws IOException;
}
