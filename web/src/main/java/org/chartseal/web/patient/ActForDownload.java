package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.bundle.DownloadRecord;
import org.chartseal.domain.people.PatientId;
import org.chartseal.web.security.ActingPerson;

/** Gives who acts for a patient what they may read of the record, to take away. */
@Path("/patient/for/{patient}/record.zip")
@RequestScoped
public class ActForDownload {

    @Inject
    private DownloadRecord downloadRecord;

    @Inject
    private RecordFile file;

    @Inject
    private ActingPerson person;

    /** As far as the grant opens it. */
    @GET
    public Response record(@PathParam("patient") String patient) {
        return file.of(downloadRecord.openFor(person.actor(), PatientId.parse(patient)));
    }
}
