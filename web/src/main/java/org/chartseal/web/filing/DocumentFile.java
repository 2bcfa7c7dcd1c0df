package org.chartseal.web.filing;

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
import org.chartseal.domain.filing.FiledFileId;
import org.chartseal.domain.filing.ReadDocuments;
import org.chartseal.web.laboratory.FileAnswer;
import org.chartseal.web.security.ActingPerson;
import org.chartseal.web.security.PageHeadersFilter;
import org.jspecify.annotations.Nullable;

/** Hands out the file of a document to whoever may read that; pictures and PDF are shown in the portal's own pages. */
@Path(PageHeadersFilter.SHOWN_FILES + "{file}")
@RequestScoped
public class DocumentFile {

    private static final FileAnswer ANSWER = new FileAnswer(file -> true, PageHeadersFilter.FILE_POLICY);

    @Inject
    private ReadDocuments documents;

    @Inject
    private ActingPerson person;

    @Context
    private Request request;

    /**
     * The file's bytes or the part of them that is asked for, streamed, to be shown in a page unless it is wanted as a file. HEAD comes
     * here as well, and is told about the whole file without any of it.
     */
    @GET
    public Response file(
            @PathParam("file") String file,
            @QueryParam("save") @DefaultValue("false") boolean save,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange) {
        FileAnswer.Asked asked = new FileAnswer.Asked(request.getMethod().equals("HEAD"), save, range, ifRange);
        return ANSWER.to(asked, part -> documents.open(person.actor(), FiledFileId.parse(file), part));
    }
}
