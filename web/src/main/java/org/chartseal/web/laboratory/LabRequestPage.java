package org.chartseal.web.laboratory;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chartseal.domain.laboratory.AttachFile;
import org.chartseal.domain.laboratory.AttachmentId;
import org.chartseal.domain.laboratory.CollectSpecimen;
import org.chartseal.domain.laboratory.EnterResults;
import org.chartseal.domain.laboratory.EnterResults.Entry;
import org.chartseal.domain.laboratory.LabRequestId;
import org.chartseal.domain.laboratory.LabRequestView;
import org.chartseal.domain.laboratory.LabTestId;
import org.chartseal.domain.laboratory.PreviewResult;
import org.chartseal.domain.laboratory.ReceiveUpload;
import org.chartseal.domain.laboratory.RemoveAttachment;
import org.chartseal.domain.laboratory.ShowLabRequest;
import org.chartseal.domain.records.SealStates;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;
import org.chartseal.web.security.ActingPerson;

/** One request in the laboratory: its specimen, its results while they are entered, its files. */
@Path("/lab/requests/{request}")
@Controller
@RequestScoped
public class LabRequestPage {

    private static final String VIEW = "laboratory/request";
    private static final String VALUE = "value-";
    private static final String COMMENT = "comment-";

    @PathParam("request")
    private String request;

    @Inject
    private ActingPerson person;

    @Inject
    private ShowLabRequest showLabRequest;

    @Inject
    private CollectSpecimen collectSpecimen;

    @Inject
    private EnterResults enterResults;

    @Inject
    private PreviewResult previewResult;

    @Inject
    private RemoveAttachment removeAttachment;

    @Inject
    private ReceiveUpload uploads;

    /** Its form was read when its token was checked, so its fields are there and not in the body. */
    @Context
    private HttpServletRequest posted;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private Words words;

    @Inject
    private SealStates sealStates;

    /** The page, as the request's state and the person's role need it; a file that was not taken is said so. */
    @GET
    public Response show(@QueryParam("file") @DefaultValue("") String fileRefused) {
        put();
        if (fileRefused.startsWith("attachment-") && words.has("refused." + fileRefused)) {
            form.add(Refused.because(fileRefused, Map.of("largest", AttachFile.LARGEST >> 20))
                    .at("file"));
        }
        return Response.ok(VIEW).build();
    }

    /** A label to print and stick on the tube. */
    @GET
    @Path("/label")
    public Response label() {
        put();
        return Response.ok("laboratory/label").build();
    }

    /** Takes the specimen. */
    @POST
    @Path("/specimen")
    public Response collect() {
        String accession = collectSpecimen.collect(person.actor(), id()).text();
        notices.say("lab.collected", accession);
        return back();
    }

    /** How a typed figure would be flagged, for the cell beside it. */
    @GET
    @Path("/preview")
    public Response preview(@QueryParam("test") @DefaultValue("") String test, @Context UriInfo address) {
        String typed = Objects.requireNonNullElse(address.getQueryParameters().getFirst(VALUE + test), "");
        PreviewResult.Preview preview = previewResult.preview(person.actor(), id(), LabTestId.parse(test), typed);
        models.put("preview", preview);
        return Response.ok("laboratory/preview").build();
    }

    /** Keeps the results, as a draft or for verification. */
    @POST
    @Path("/results")
    public Response enter(
            @FormParam("version") @DefaultValue("-1") int version,
            @FormParam("remark") @DefaultValue("") String remark,
            @FormParam("then") @DefaultValue("keep") String then) {
        boolean handOver = then.equals("hand-over");
        try {
            enterResults.enter(person.actor(), new EnterResults.Command(id(), version, entries(), remark, handOver));
        } catch (Refused refused) {
            return again(refused);
        }
        notices.say(handOver ? "lab.handed-over" : "lab.kept");
        return handOver ? Redirect.to("/lab") : back();
    }

    /** Takes a file off the results. */
    @POST
    @Path("/files/{file}/remove")
    public Response remove(@PathParam("file") String file) {
        removeAttachment.remove(person.actor(), id(), AttachmentId.parse(file));
        notices.say("lab.file-removed");
        return back();
    }

    private List<Entry> entries() {
        return posted.getParameterMap().keySet().stream()
                .filter(name -> name.startsWith(VALUE))
                .map(name -> name.substring(VALUE.length()))
                .map(test -> new Entry(LabTestId.parse(test), typed(VALUE + test), typed(COMMENT + test)))
                .toList();
    }

    private String typed(String field) {
        return Objects.requireNonNullElse(posted.getParameter(field), "");
    }

    private Response again(Refused refused) {
        LabRequestView view = put();
        if (refused.code().equals("results-invalid")) {
            view.results().stream()
                    .filter(row -> refused.facts().containsKey(row.test().id().toString()))
                    .forEach(row -> form.add(
                            VALUE + row.test().id(),
                            "lab.wrong",
                            row.test().name(),
                            words.text(Refused.because(
                                    String.valueOf(
                                            refused.facts().get(row.test().id().toString())),
                                    Map.of("decimals", row.test().decimals())))));
        } else {
            form.add(refused);
        }
        return form.again(VIEW);
    }

    private LabRequestView put() {
        LabRequestView view = showLabRequest.show(person.actor(), id());
        models.put("view", view);
        models.put("uploads", view.entering() ? uploads.unfinished(person.actor(), id()) : List.of());
        models.put("largest", AttachFile.LARGEST >> 20);
        Seals.put(models, sealStates, view);
        return view;
    }

    private LabRequestId id() {
        return LabRequestId.parse(request);
    }

    private Response back() {
        return Redirect.to("/lab/requests/" + id());
    }
}
