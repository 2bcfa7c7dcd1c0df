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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.chartseal.domain.documents.OpenedFile;
import org.chartseal.domain.laboratory.AttachmentId;
import org.chartseal.domain.laboratory.OpenAttachment;
import org.chartseal.web.security.ActingPerson;
import org.jspecify.annotations.Nullable;

/** Hands out a file to whoever may read the patient's results; the browser may show it but run nothing in it. */
@Path("/files/{file}")
@RequestScoped
public class AttachmentDownload {

    private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]|[\"\\\\]");

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
        boolean onlyTold = request.getMethod().equals("HEAD");
        AskedRange asked = AskedRange.of(onlyTold ? null : range, ifRange);
        OpenedFile opened =
                openAttachment.open(person.actor(), AttachmentId.parse(file), sha256 -> asked.asksPart(tag(sha256)));
        Optional<AskedRange.Bytes> part = asked.of(tag(opened.sha256()), opened.size());
        if (part.isEmpty()) {
            Response.ResponseBuilder answer = onlyTold ? Response.ok() : Response.ok(streamed(opened.content()));
            return described(answer, opened, save)
                    .header("Content-Length", opened.size())
                    .build();
        }
        AskedRange.Bytes bytes = part.get();
        if (!bytes.satisfiable()) {
            return Response.status(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE)
                    .header("Content-Range", "bytes */" + opened.size())
                    .header("Accept-Ranges", "bytes")
                    .header("Cache-Control", "no-store")
                    .build();
        }
        InputStream content = opened.reading().open(bytes.first(), bytes.length());
        return described(Response.status(Response.Status.PARTIAL_CONTENT).entity(streamed(content)), opened, save)
                .header("Content-Range", "bytes " + bytes.first() + "-" + bytes.last() + "/" + opened.size())
                .header("Content-Length", bytes.length())
                .build();
    }

    private static Response.ResponseBuilder described(
            Response.ResponseBuilder answer, OpenedFile opened, boolean save) {
        boolean inline = !save && opened.mediaType().startsWith("image/");
        return answer.type(opened.mediaType())
                .header("Content-Disposition", disposition(inline ? "inline" : "attachment", opened.name()))
                .header("Accept-Ranges", "bytes")
                .header("ETag", tag(opened.sha256()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cache-Control", "no-store");
    }

    private static StreamingOutput streamed(InputStream content) {
        return out -> {
            try (content) {
                content.transferTo(out);
            }
        };
    }

    /** Strong: the same tag, the same bytes. */
    private static String tag(String sha256) {
        return '"' + sha256 + '"';
    }

    /** RFC 6266: a plain name for all, the full one for those that read it. */
    private static String disposition(String type, String name) {
        String plain = NOT_ASCII.matcher(name).replaceAll("_");
        String full = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return type + "; filename=\"" + plain + "\"; filename*=UTF-8''" + full;
    }
}
