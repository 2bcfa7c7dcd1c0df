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
import org.chartseal.domain.care.NoteId;
import org.chartseal.domain.care.ReadNotes;
import org.chartseal.domain.people.Actor;
import org.chartseal.web.care.Badges;
import org.chartseal.web.security.ActingPerson;

/** What doctors wrote about a patient, for the patient: the signed notes with their proofs. */
@Path("/patient/notes")
@Controller
@RequestScoped
public class NotesPage {

    @Inject
    private ReadNotes notes;

    @Inject
    private Badges badges;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    /** All of them. */
    @GET
    public Response list() {
        Actor actor = person.actor();
        List<ReadNotes.Summary> signed = notes.signed(actor, actor.requirePatient());
        models.put("notes", signed);
        models.put(
                "badges", badges.of(signed.stream().map(ReadNotes.Summary::seal).toList()));
        return Response.ok("patient/notes").build();
    }

    /** One, with every version that was signed. */
    @GET
    @Path("/{note}")
    public Response show(@PathParam("note") String id) {
        Actor actor = person.actor();
        ReadNotes.View note = notes.read(actor, actor.requirePatient(), NoteId.parse(id));
        models.put("note", note);
        models.put(
                "badges",
                badges.of(note.versions().stream()
                        .map(ReadNotes.SignedVersion::seal)
                        .toList()));
        return Response.ok("patient/note").build();
    }
}
