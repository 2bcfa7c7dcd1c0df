package org.chartseal.web.care;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.chartseal.domain.care.NoteId;
import org.chartseal.domain.care.NoteText;
import org.chartseal.domain.care.ReadNotes;
import org.chartseal.domain.care.WriteNote;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;

/** Consultation notes: the editor with its draft, the last look before signing, reading, amending. */
@Path("/patients/{patient}/notes")
@Controller
@RequestScoped
public class NotePages {

    @PathParam("patient")
    private String patient = "";

    @Inject
    private WriteNote write;

    @Inject
    private ReadNotes read;

    @Inject
    private PatientFrame frame;

    @Inject
    private Badges badges;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private Words words;

    @Inject
    private IdGenerator ids;

    @Inject
    private Clock clock;

    /** What the editor sends. */
    public static final class Sent {

        @FormParam("reason")
        @DefaultValue("")
        private String reason = "";

        @FormParam("history")
        @DefaultValue("")
        private String history = "";

        @FormParam("findings")
        @DefaultValue("")
        private String findings = "";

        @FormParam("assessment")
        @DefaultValue("")
        private String assessment = "";

        @FormParam("plan")
        @DefaultValue("")
        private String plan = "";

        @FormParam("visit")
        @DefaultValue("")
        private String visit = "";

        @FormParam("category")
        @DefaultValue("notes")
        private String category = "";

        @FormParam("version")
        @DefaultValue("0")
        private int version;

        @FormParam("then")
        @DefaultValue("")
        private String then = "";

        @FormParam("amendmentReason")
        @DefaultValue("")
        private String amendmentReason = "";

        RecordCategory category() {
            return RecordCategory.ofCode(category)
                    .orElseThrow(() -> Refused.because("note-category-unknown").at("category"));
        }

        NoteText text() {
            return new NoteText(reason, history, findings, assessment, plan);
        }
    }

    /** A new note; who has a draft for this patient goes on with it. */
    @GET
    @Path("new")
    public Response begin(@QueryParam("visit") @DefaultValue("") String visit) {
        Optional<NoteId> draft = read.ownDraft(actor, patient());
        if (draft.isPresent()) {
            return Redirect.to(path(draft.get()) + "/edit");
        }
        frame.open(patient(), visit);
        editor(new NoteId(ids.next()), RecordCategory.NOTES, NoteText.EMPTY, 0);
        return Response.ok("care/note-edit").build();
    }

    /** The editor, as the draft was saved. */
    @GET
    @Path("{note}/edit")
    public Response edit(@PathParam("note") String note) {
        ReadNotes.View draft = read.read(actor, patient(), NoteId.parse(note));
        if (!draft.draft()) {
            return Redirect.to(path(draft.id()));
        }
        frame.around(patient(), draft.appointment().map(Object::toString).orElse(""));
        editor(draft.id(), draft.category(), draft.text(), draft.version());
        models.put("savedAt", draft.changedAt());
        return Response.ok("care/note-edit").build();
    }

    private void editor(NoteId id, RecordCategory category, NoteText text, int version) {
        models.put("note", id);
        models.put("category", category.code());
        models.put(
                "categories",
                WriteNote.CATEGORIES.stream()
                        .map(each -> new Option(each.code(), words.text("note.category." + each.code())))
                        .toList());
        models.put("text", text);
        models.put("version", version);
    }

    /** Keeps the draft: as it is typed, by a button, or on the way to signing. */
    @POST
    @Path("{note}/draft")
    public Response save(
            @PathParam("note") String note,
            @BeanParam Sent sent,
            @HeaderParam("HX-Request") @DefaultValue("") String byScript) {
        NoteId id = NoteId.parse(note);
        try {
            WriteNote.Saved saved = write.saveDraft(
                    actor,
                    new WriteNote.Draft(
                            id, patient(), PatientFrame.visit(sent.visit), sent.category(), sent.version, sent.text()));
            if (!byScript.isEmpty()) {
                models.put("version", saved.version());
                models.put("savedAt", clock.instant());
                return Response.ok("care/note-saved").build();
            }
        } catch (Refused refused) {
            return byScript.isEmpty() ? againEditor(id, sent, refused) : notSaved(sent, refused);
        }
        return Redirect.to(path(id) + (sent.then.equals("review") ? "/sign" : "/edit"));
    }

    private Response notSaved(Sent sent, Refused refused) {
        form.add(refused);
        models.put("version", sent.version);
        return Response.ok("care/note-saved").build();
    }

    private Response againEditor(NoteId id, Sent sent, Refused refused) {
        frame.around(patient(), sent.visit);
        editor(id, RecordCategory.NOTES, NoteText.EMPTY, sent.version);
        return form.again(refused, "care/note-edit");
    }

    /** The last look: what will be sealed. */
    @GET
    @Path("{note}/sign")
    public Response review(@PathParam("note") String note) {
        ReadNotes.View draft = read.read(actor, patient(), NoteId.parse(note));
        if (!draft.draft()) {
            return Redirect.to(path(draft.id()));
        }
        review(draft);
        return Response.ok("care/note-sign").build();
    }

    private void review(ReadNotes.View draft) {
        frame.around(patient(), draft.appointment().map(Object::toString).orElse(""));
        models.put("note", draft);
        models.put("text", draft.text());
    }

    /** Signs the draft as it was shown. */
    @POST
    @Path("{note}/sign")
    public Response sign(@PathParam("note") String note, @FormParam("version") int version) {
        NoteId id = NoteId.parse(note);
        try {
            write.sign(actor, patient(), id, version);
        } catch (Refused refused) {
            review(read.read(actor, patient(), id));
            return form.again(refused, "care/note-sign");
        }
        notices.say("note.signed");
        return Redirect.to("/patients/" + patient() + "/chart");
    }

    /** A signed note with all its versions. */
    @GET
    @Path("{note}")
    public Response read(@PathParam("note") String note) {
        ReadNotes.View view = read.read(actor, patient(), NoteId.parse(note));
        if (view.draft()) {
            return Redirect.to(path(view.id()) + "/edit");
        }
        frame.around(patient(), view.category(), view.id().value(), "");
        models.put("note", view);
        models.put(
                "badges",
                badges.of(view.versions().stream()
                        .map(ReadNotes.SignedVersion::seal)
                        .toList()));
        return Response.ok("care/note").build();
    }

    /** The editor beside what is signed. */
    @GET
    @Path("{note}/amend")
    public Response amend(@PathParam("note") String note) {
        amending(NoteId.parse(note));
        return Response.ok("care/note-amend").build();
    }

    private void amending(NoteId id) {
        ReadNotes.View view = read.read(actor, patient(), id);
        if (!view.mine()) {
            throw Refused.because("note-not-yours");
        }
        if (view.versions().isEmpty()) {
            throw new NotFound("note", id);
        }
        frame.around(patient(), view.category(), view.id().value(), "");
        models.put("note", view);
        models.put("original", view.versions().get(0));
    }

    /** Shows what will be sealed, and then seals it. */
    @POST
    @Path("{note}/amend")
    public Response amend(@PathParam("note") String note, @BeanParam Sent sent) {
        NoteId id = NoteId.parse(note);
        try {
            if (sent.then.equals("sign")) {
                SealId seal = write.amend(actor, patient(), id, sent.version, sent.text(), sent.amendmentReason);
                notices.say("note.amended", seal.version());
                return Redirect.to(path(id));
            }
            NoteText text = sent.text();
            if (sent.amendmentReason.isBlank()) {
                throw Refused.because("amendment-needs-reason").at("amendmentReason");
            }
            amending(id);
            models.put("text", text);
            models.put("amendmentReason", sent.amendmentReason.strip());
            return Response.ok("care/note-amend-sign").build();
        } catch (Refused refused) {
            amending(id);
            return form.again(refused, "care/note-amend");
        }
    }

    private PatientId patient() {
        return PatientId.parse(patient);
    }

    private String path(NoteId note) {
        return "/patients/" + patient() + "/notes/" + note;
    }
}
