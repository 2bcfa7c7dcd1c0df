package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.bundle.DownloadRecord;
import org.chartseal.web.security.ActingPerson;

/** Gives patients their whole record to take away, as a file that proves itself. */
@Path("/patient/record.zip")
@RequestScoped
public class RecordDownload {

    @Inject
    private DownloadRecord downloadRecord;

    @Inject
    private RecordFile file;

    @Inject
    private ActingPerson person;

    /** The whole of it. */
    @GET
    public Response record() {
        return file.of(downloadRecord.open(person.actor()));
    }
}
