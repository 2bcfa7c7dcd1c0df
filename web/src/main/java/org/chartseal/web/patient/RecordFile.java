package org.chartseal.web.patient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.LocalDate;
import org.chartseal.domain.bundle.DownloadRecord;

/** Answers with a bundle, to be saved under a name that tells the day. */
@ApplicationScoped
public class RecordFile {

    private final Clock clock;

    @Inject
    RecordFile(Clock clock) {
        this.clock = clock;
    }

    /** Streamed: however much it is, it is never held all at once. */
    Response of(DownloadRecord.Bundle bundle) {
        StreamingOutput output = bundle::writeTo;
        return Response.ok(output, "application/zip")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"chartseal-record-" + LocalDate.now(clock) + ".zip\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .build();
    }
}
