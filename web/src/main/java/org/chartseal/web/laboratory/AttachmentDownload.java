package org.chartseal.web.laboratory;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.laboratory.AttachmentId;
import org.chartseal.domain.laboratory.OpenAttachment;
import org.chartseal.web.security.ActingPerson;
import org.jspecify.annotations.Nullable;

/** Hands out a file to whoever may read the patient's results; the browser may show it but run nothing in it. */
@Path("/files/{file}")
@RequestScoped
public class AttachmentDownload {

    private static final FileAnswer ANSWER =
            new FileAnswer(file -> file.mediaType().startsWith("image/"), "default-src 'none'; sandbox");

    @Inject
    private OpenAttachment openAttachment;

    @Inject
    private ActingPerson person;

    @Context
    private Request request;

    /**
     * The file's bytes or the part of them that is asked for, streamed; pictures open in the page, unless they are wanted as a file.
     * HEAD comes here as well, and is told about the whole file without any of it.
     */
    @GET
    public Response file(
            @PathParam("file") String file,
            @QueryParam("save") @DefaultValue("false") boolean save,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange) {
        FileAnswer.Asked asked = new FileAnswer.Asked(request.getMethod().equals("HEAD"), save, range, ifRange);
        return ANSWER.to(asked, part -> openAttachment.open(person.actor(), AttachmentId.parse(file), part));
    }
}
