package org.chartseal.web.laboratory;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.chartseal.domain.documents.OpenedFile;
import org.jspecify.annotations.Nullable;

/** Answers with a file's bytes, or the part of them that is asked for, streamed. The browser may show it but run nothing in it. */
public final class FileAnswer {

    private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]|[\"\\\\]");

    private final Predicate<OpenedFile> shown;
    private final String policy;

    /**
     * Answers of one kind.
     *
     * @param shown which files open in the page, where they are not wanted as a file
     * @param policy the content security policy of what is answered
     */
    public FileAnswer(Predicate<OpenedFile> shown, String policy) {
        this.shown = shown;
        this.policy = policy;
    }

    /**
     * What is asked for.
     *
     * @param onlyTold whether the answer is to have no content, as for HEAD
     * @param save whether it is wanted as a file
     * @param range as the request's header says
     * @param ifRange as the request's header says
     */
    public record Asked(
            boolean onlyTold,
            boolean save,
            @Nullable String range,
            @Nullable String ifRange) {}

    /**
     * The answer.
     *
     * @param open opens the file, and is told whether a part is asked for of content with a SHA-256
     */
    public Response to(Asked asked, Function<Predicate<String>, OpenedFile> open) {
        AskedRange range = AskedRange.of(asked.onlyTold() ? null : asked.range(), asked.ifRange());
        OpenedFile opened = open.apply(sha256 -> range.asksPart(tag(sha256)));
        Optional<AskedRange.Bytes> part = range.of(tag(opened.sha256()), opened.size());
        if (part.isEmpty()) {
            Response.ResponseBuilder answer =
                    asked.onlyTold() ? Response.ok() : Response.ok(streamed(opened.content()));
            return described(answer, opened, asked.save())
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
        Response.ResponseBuilder answer =
                Response.status(Response.Status.PARTIAL_CONTENT).entity(streamed(content));
        return described(answer, opened, asked.save())
                .header("Content-Range", "bytes " + bytes.first() + "-" + bytes.last() + "/" + opened.size())
                .header("Content-Length", bytes.length())
                .build();
    }

    private Response.ResponseBuilder described(Response.ResponseBuilder answer, OpenedFile opened, boolean save) {
        boolean inline = !save && shown.test(opened);
        return answer.type(opened.mediaType())
                .header("Content-Disposition", disposition(inline ? "inline" : "attachment", opened.name()))
                .header("Accept-Ranges", "bytes")
                .header("ETag", tag(opened.sha256()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", policy)
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
