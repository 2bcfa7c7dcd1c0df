package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.LocalDate;
import org.chartseal.domain.bundle.DownloadRecord;
import org.chartseal.web.security.ActingPerson;

/** Gives patients their whole record to take away, as a file that proves itself. */
@Path("/patient/record.zip")
@RequestScoped
public class RecordDownload {

    @Inject
    private DownloadRecord downloadRecord;

    @Inject
    private ActingPerson person;

    @Inject
    private Clock clock;

    /** Streamed: however much it is, it is never held all at once. */
    @GET
    public Response record() {
        DownloadRecord.Bundle bundle = downloadRecord.open(person.actor());
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
