package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.chartseal.domain.filing.DocumentId;
import org.chartseal.domain.filing.ReadDocuments;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.people.Actor;
import org.chartseal.web.care.Badges;
import org.chartseal.web.filing.DocumentView;
import org.chartseal.web.security.ActingPerson;

/** The documents and files of a patient's record. */
@Path("/patient/documents")
@Controller
@RequestScoped
public class DocumentsPage {

    @Inject
    private ReleasedReports reports;

    @Inject
    private ReadDocuments filed;

    @Inject
    private DocumentView view;

    @Inject
    private Badges badges;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    /** All of them, with the proof of each or of the report that it belongs to. */
    @GET
    public Response list() {
        Actor actor = person.actor();
        List<ReleasedReports.Document> documents = reports.documents(actor, actor.requirePatient());
        models.put("documents", documents);
        models.put(
                "badges",
                badges.of(documents.stream().map(ReleasedReports.Document::seal).collect(Collectors.toSet())));
        view.list(filed.list(actor, actor.requirePatient()));
        return Response.ok("patient/documents").build();
    }

    /** One that was filed, as it was signed last. */
    @GET
    @Path("/{document}")
    public Response show(@PathParam("document") String id) {
        Actor actor = person.actor();
        view.show(filed.read(actor, actor.requirePatient(), DocumentId.parse(id)));
        return Response.ok("patient/document").build();
    }
}
