package org.chartseal.domain.bundle;

import java.io.IOException;
import java.io.OutputStream;

/** Port to what puts a record on pages for people to read and print. */
public interface RecordPrinter {

    /**
     * Writes the pages as a PDF file, and leaves the output open. Whatever characters the record holds, none is silently left out.
     *
     * @throws IOException when the reader is gone
     */
    void print(ReadableRecord record, OutputStream output) throws IOException;
}
