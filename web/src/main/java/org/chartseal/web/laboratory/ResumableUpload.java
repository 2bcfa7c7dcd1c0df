package org.chartseal.web.laboratory;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import java.util.Set;
import org.chartseal.domain.laboratory.AttachFile;
import org.chartseal.domain.laboratory.FinishUpload;
import org.chartseal.domain.laboratory.LabRequestId;
import org.chartseal.domain.laboratory.ReceiveUpload;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Words;
import org.chartseal.web.security.ActingPerson;

/**
 * Takes a file for the results of a request in as many requests as the line needs, by the tus protocol 1.0: POST begins one ({@code
 * ?request=} names whose results), HEAD says how far it is, PATCH sends more of it, DELETE cancels it. What is not tus's: POST to the file
 * itself attaches it once it is whole, and to its {@code /cancel} cancels it from a form. Refusals are answered in words. It is a servlet
 * because only a servlet's own limits let the server take large bodies.
 */
@WebServlet("/lab/uploads/*")
@MultipartConfig(maxFileSize = AttachFile.LARGEST, maxRequestSize = AttachFile.LARGEST + (1 << 20))
public class ResumableUpload extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int UNPROCESSABLE = 422;
    private static final Set<String> CONFLICTING = Set.of("upload-elsewhere", "upload-under-way", "upload-incomplete");
    private static final Set<String> FORBIDDING = Set.of("role-missing", "not-a-practitioner", "not-signed-in");
    private static final String CANCEL = "/cancel";

    @Inject
    private transient ReceiveUpload receive;

    @Inject
    private transient FinishUpload finish;

    @Inject
    private transient ActingPerson person;

    @Inject
    private transient Notices notices;

    @Inject
    private transient Words words;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Tus-Resumable", TusRequest.VERSION);
        try {
            answer(new TusRequest(request), response);
        } catch (Refused refused) {
            refuse(refused, response);
        } catch (NotFound notFound) {
            say(HttpServletResponse.SC_NOT_FOUND, words.text("lab.upload.gone"), response);
        } catch (Unavailable away) {
            response.setHeader("Retry-After", Long.toString(away.retryAfter().toSeconds()));
            say(
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    words.text("problem.503.title", words.text("part." + away.part())),
                    response);
        }
    }

    private void answer(TusRequest request, HttpServletResponse response) throws IOException {
        String method = request.request().getMethod();
        boolean ownWay = method.equals("POST") && !request.path().isEmpty();
        if (method.equals("OPTIONS")) {
            describe(response);
        } else if (ownWay && request.path().endsWith(CANCEL)) {
            cancelByForm(request, response);
        } else if (ownWay) {
            attach(request, response);
        } else if (request.isUnderstood()) {
            answerTus(method, request, response);
        } else {
            describe(response);
            response.setStatus(HttpServletResponse.SC_PRECONDITION_FAILED);
        }
    }

    private void answerTus(String method, TusRequest request, HttpServletResponse response) throws IOException {
        switch (method) {
            case "POST" -> begin(request, response);
            case "HEAD" -> tell(request, response);
            case "PATCH" -> append(request, response);
            case "DELETE" -> {
                receive.cancel(person.actor(), request.upload());
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private static void describe(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader("Tus-Version", TusRequest.VERSION);
        response.setHeader("Tus-Extension", TusRequest.EXTENSIONS);
        response.setHeader("Tus-Max-Size", Long.toString(AttachFile.LARGEST));
    }

    private void begin(TusRequest request, HttpServletResponse response) {
        String about = request.request().getParameter("request");
        LabRequestId id = LabRequestId.parse(about == null ? "" : about);
        ReceiveUpload.State state;
        try {
            state = receive.begin(person.actor(), id, request.announced());
        } catch (IllegalArgumentException malformed) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setHeader("Location", "/lab/uploads/" + state.id());
        describe(state, response);
    }

    private void tell(TusRequest request, HttpServletResponse response) {
        describe(receive.state(person.actor(), request.upload()), response);
    }

    private static void describe(ReceiveUpload.State state, HttpServletResponse response) {
        response.setHeader("Upload-Offset", Long.toString(state.received()));
        response.setHeader("Upload-Length", Long.toString(state.size()));
        response.setHeader(
                "Upload-Expires",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(state.expiresAt().atOffset(ZoneOffset.UTC)));
        response.setHeader("Cache-Control", "no-store");
    }

    private void append(TusRequest request, HttpServletResponse response) throws IOException {
        OptionalLong offset = request.number("Upload-Offset");
        if (!request.hasContent()) {
            response.setStatus(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        } else if (offset.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        } else {
            long now = receive.append(
                    person.actor(),
                    request.upload(),
                    offset.getAsLong(),
                    request.request().getInputStream());
            response.setHeader("Upload-Offset", Long.toString(now));
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    private void attach(TusRequest request, HttpServletResponse response) throws IOException {
        String name = receive.state(person.actor(), request.upload()).name();
        finish.finish(person.actor(), request.upload());
        notices.say("lab.file-added", name);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void cancelByForm(TusRequest request, HttpServletResponse response) throws IOException {
        String about = request.request().getParameter("request");
        LabRequestId back = LabRequestId.parse(about == null ? "" : about);
        receive.cancel(person.actor(), request.upload());
        notices.say("lab.upload.discarded");
        response.sendRedirect("/lab/requests/" + back + "#files");
    }

    private void refuse(Refused refused, HttpServletResponse response) throws IOException {
        Object received = refused.facts().get("received");
        if (received != null) {
            response.setHeader("Upload-Offset", received.toString());
        }
        say(status(refused.code()), words.text(refused), response);
    }

    private static int status(String code) {
        if (CONFLICTING.contains(code)) {
            return HttpServletResponse.SC_CONFLICT;
        }
        return FORBIDDING.contains(code) ? HttpServletResponse.SC_FORBIDDEN : UNPROCESSABLE;
    }

    private static void say(int status, String text, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain; charset=UTF-8");
        response.getWriter().write(text);
    }
}
