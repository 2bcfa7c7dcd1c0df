package org.chartseal.web.laboratory;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.chartseal.domain.laboratory.AttachmentId;
import org.chartseal.domain.laboratory.OpenAttachment;
import org.chartseal.domain.laboratory.OpenAttachment.OpenedFile;
import org.chartseal.web.security.ActingPerson;

/** Hands out a file to whoever may read the patient's results; the browser may show it but run nothing in it. */
@Path("/files/{file}")
@RequestScoped
public class AttachmentDownload {

    private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]|[\"\\\\]");

    @Inject
    private OpenAttachment openAttachment;

    @Inject
    private ActingPerson person;

    /** The file's bytes, streamed; pictures open in the page, unless they are wanted as a file. */
    @GET
    public Response file(@PathParam("file") String file, @QueryParam("save") @DefaultValue("false") boolean save) {
        OpenedFile opened = openAttachment.open(person.actor(), AttachmentId.parse(file));
        boolean inline = !save && opened.mediaType().startsWith("image/");
        StreamingOutput output = out -> {
            try (InputStream content = opened.content()) {
                content.transferTo(out);
            }
        };
        return Response.ok(output, opened.mediaType())
                .header("Content-Length", opened.size())
                .header("Content-Disposition", disposition(inline ? "inline" : "attachment", opened.name()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** RFC 6266: a plain name for all, the full one for those that read it. */
    private static String disposition(String type, String name) {
        String plain = NOT_ASCII.matcher(name).replaceAll("_");
        String full = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return type + "; filename=\"" + plain + "\"; filename*=UTF-8''" + full;
    }
}
