package org.chartseal.domain.documents;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that write themselves, so that an object of any size passes through without being held in memory. */
@FunctionalInterface
public interface ObjectContent {

    /**
     * Writes all bytes. Does not close the stream.
     *
     * @throws IOException when the content cannot be read or written to its end
     */
    void writeTo(OutputStream out) throws IOException;
}
