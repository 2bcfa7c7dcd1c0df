package org.chartseal.web.filing;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.documents.ReceivedFile;
import org.chartseal.domain.filing.DocumentId;
import org.chartseal.domain.filing.DocumentKind;
import org.chartseal.domain.filing.FileDocument;
import org.chartseal.domain.filing.FiledFileId;
import org.chartseal.domain.filing.Filing;
import org.chartseal.domain.filing.ReadDocuments;
import org.chartseal.domain.filing.SignDocument;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.care.PatientFrame;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;

/** Documents in a patient's chart: filing one, the last look before signing, reading, amending, withdrawing. */
@Path("/patients/{patient}/documents")
@Controller
@RequestScoped
public class DocumentPages {

    @PathParam("patient")
    private String patient = "";

    @Inject
    private FileDocument file;

    @Inject
    private SignDocument signs;

    @Inject
    private ReadDocuments read;

    @Inject
    private KeptDocuments kept;

    @Inject
    private DocumentView view;

    @Inject
    private PatientFrame frame;

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
    private HttpServletRequest request;

    @Inject
    private Clock clock;

    /** The form of a new one; {@link DocumentUpload} takes it. */
    @GET
    @Path("new")
    public Response begin() {
        frame.open(patient(), "");
        editor(kept.find(path() + "/new")
                .map(KeptDocuments.Kept::typed)
                .orElseGet(() -> TypedDocument.empty(LocalDate.now(clock))));
        return Response.ok("filing/new").build();
    }

    private void editor(TypedDocument typed) {
        models.put("typed", typed);
        models.put("largest", words.number(ReceivedFile.LARGEST >> 20));
        models.put("largestBytes", ReceivedFile.LARGEST);
        models.put(
                "kinds",
                options(
                        Arrays.stream(DocumentKind.values())
                                .map(DocumentKind::code)
                                .toList(),
                        "document.kind."));
        models.put(
                "categories",
                options(Filing.CATEGORIES.stream().map(each -> each.code()).toList(), "document.category."));
    }

    private List<Option> options(List<String> codes, String key) {
        return codes.stream()
                .map(code -> new Option(code, words.text(key + code)))
                .toList();
    }

    /** A document as it was signed last; who has a draft goes on with it. */
    @GET
    @Path("{document}")
    public Response read(@PathParam("document") String document) {
        ReadDocuments.View shown = shown(document);
        return shown.seal().isEmpty()
                ? Redirect.to(path(shown.id()) + "/sign")
                : Response.ok("filing/document").build();
    }

    private ReadDocuments.View shown(String document) {
        ReadDocuments.View shown = read.read(actor, patient(), DocumentId.parse(document));
        frame.around(patient(), shown.category(), shown.id().value(), "");
        view.show(shown);
        return shown;
    }

    /** The last look: what will be sealed. */
    @GET
    @Path("{document}/sign")
    public Response review(@PathParam("document") String document) {
        ReadDocuments.View shown = shown(document);
        return shown.seal().isPresent()
                ? Redirect.to(path(shown.id()))
                : Response.ok("filing/sign").build();
    }

    /** The form that says otherwise what the draft is. */
    @GET
    @Path("{document}/describe")
    public Response describe(@PathParam("document") String document) {
        ReadDocuments.View shown = shown(document);
        if (shown.seal().isPresent()) {
            return Redirect.to(path(shown.id()));
        }
        editor(TypedDocument.of(shown.description(), shown.category()));
        return Response.ok("filing/describe").build();
    }

    /** Keeps what it says, to be looked at once more. */
    @POST
    @Path("{document}/describe")
    public Response describe(
            @PathParam("document") String document, @FormParam("version") @DefaultValue("0") int version) {
        DocumentId id = DocumentId.parse(document);
        TypedDocument typed = TypedDocument.of(request);
        try {
            file.describe(actor, id, typed.filing(patient()), version);
            return Redirect.to(path(id) + "/sign");
        } catch (Refused refused) {
            shown(document);
            editor(typed);
            return form.again(refused, "filing/describe");
        }
    }

    /** Signs the draft. */
    @POST
    @Path("{document}/sign")
    public Response sign(@PathParam("document") String document, @FormParam("version") @DefaultValue("0") int version) {
        DocumentId id = DocumentId.parse(document);
        try {
            signs.sign(actor, patient(), id, version);
        } catch (Refused refused) {
            shown(document);
            return form.again(refused, "filing/sign");
        }
        notices.say("document.was-signed");
        return Redirect.to(path(id));
    }

    /** Takes the draft away. */
    @POST
    @Path("{document}/discard")
    public Response discard(@PathParam("document") String document) {
        file.discard(actor, patient(), DocumentId.parse(document));
        notices.say("document.was-discarded");
        return Redirect.to("/patients/" + patient() + "/chart");
    }

    /** The form of an amendment; {@link DocumentUpload} takes it. */
    @GET
    @Path("{document}/amend")
    public Response amend(@PathParam("document") String document) {
        amending(document);
        return Response.ok("filing/amend").build();
    }

    private void amending(String document) {
        ReadDocuments.View shown = mine(document);
        editor(kept.find(path(shown.id()) + "/amend")
                .map(KeptDocuments.Kept::typed)
                .orElseGet(() -> TypedDocument.of(shown.description(), shown.category())));
    }

    private ReadDocuments.View mine(String document) {
        ReadDocuments.View shown = shown(document);
        if (!shown.mine()) {
            throw Refused.because("document-not-yours");
        }
        if (shown.seal().isEmpty() || shown.withdrawn()) {
            throw Refused.because("document-not-signed");
        }
        return shown;
    }

    /** The last look at an amendment that was brought. */
    @GET
    @Path("{document}/amend/sign")
    public Response reviewAmendment(@PathParam("document") String document) {
        ReadDocuments.View shown = mine(document);
        String page = path(shown.id()) + "/amend";
        Optional<KeptDocuments.Kept> brought =
                kept.find(page).filter(each -> each.problem().isEmpty());
        if (brought.isEmpty()) {
            return Redirect.to(page);
        }
        models.put("typed", brought.get().typed());
        models.put("said", brought.get().typed().description());
        models.put("file", brought.get().file());
        models.put("version", shown.seal().map(SealId::version).orElse(0));
        return Response.ok("filing/amend-sign").build();
    }

    /** Signs the amendment as it was shown. */
    @POST
    @Path("{document}/amend")
    public Response amend(
            @PathParam("document") String document,
            @FormParam("version") @DefaultValue("0") int version,
            @FormParam("file") @DefaultValue("") String other) {
        DocumentId id = DocumentId.parse(document);
        TypedDocument typed = TypedDocument.of(request);
        try {
            SealId seal = signs.amend(
                    actor,
                    patient(),
                    id,
                    new SignDocument.Amendment(
                            version,
                            typed.description(),
                            other.isEmpty() ? Optional.empty() : Optional.of(FiledFileId.parse(other)),
                            typed.reason()));
            kept.drop(path(id) + "/amend");
            notices.say("document.was-amended", seal.version());
            return Redirect.to(path(id));
        } catch (Refused refused) {
            amending(document);
            return form.again(refused, "filing/amend");
        }
    }

    /** Asks why it is withdrawn. */
    @GET
    @Path("{document}/withdraw")
    public Response withdraw(@PathParam("document") String document) {
        models.put("version", mine(document).seal().map(SealId::version).orElse(0));
        return Response.ok("filing/withdraw").build();
    }

    /** Signs that it was filed in error. */
    @POST
    @Path("{document}/withdraw")
    public Response withdraw(
            @PathParam("document") String document,
            @FormParam("version") @DefaultValue("0") int version,
            @FormParam("reason") @DefaultValue("") String reason) {
        DocumentId id = DocumentId.parse(document);
        try {
            signs.withdraw(actor, patient(), id, version, reason);
        } catch (Refused refused) {
            models.put("version", version);
            shown(document);
            return form.again(refused, "filing/withdraw");
        }
        notices.say("document.was-withdrawn");
        return Redirect.to(path(id));
    }

    private PatientId patient() {
        return PatientId.parse(patient);
    }

    private String path() {
        return "/patients/" + patient() + "/documents";
    }

    private String path(DocumentId document) {
        return path() + "/" + document;
    }
}
