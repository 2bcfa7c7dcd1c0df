package org.chartseal.web.laboratory;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.chartseal.domain.laboratory.AttachFile;
import org.chartseal.domain.laboratory.LabRequestId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Words;
import org.chartseal.web.security.ActingPerson;

/**
 * Takes a file for the results of a request. The page's script sends its bytes as they are, with {@code name} in the address, and they are
 * encrypted while they come. A browser without scripts sends a form, which the server writes to its disk until the last byte is there.
 * Memory does not depend on the size either way. It is a servlet because only a servlet's own limits let the server take large bodies.
 */
@WebServlet("/lab/files/*")
@MultipartConfig(
        fileSizeThreshold = 64 << 10,
        maxFileSize = AttachFile.LARGEST,
        maxRequestSize = AttachFile.LARGEST + (1 << 20))
public class AttachmentUpload extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int UNPROCESSABLE = 422;
    private static final String BYTES = "application/octet-stream";

    @Inject
    private transient AttachFile attachFile;

    @Inject
    private transient ActingPerson person;

    @Inject
    private transient Notices notices;

    @Inject
    private transient Words words;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getPathInfo();
        LabRequestId id = LabRequestId.parse(path == null ? "" : path.substring(1));
        boolean scripted = request.getHeader("X-Requested-With") != null;
        try {
            notices.say("lab.file-added", keep(request, id));
        } catch (Refused refused) {
            if (scripted) {
                refuse(response, refused);
                return;
            }
            response.sendRedirect("/lab/requests/" + id + "?file=" + refused.code() + "#files");
            return;
        }
        answer(response, scripted, "/lab/requests/" + id + "#files");
    }

    private String keep(HttpServletRequest request, LabRequestId id) throws IOException, ServletException {
        if (BYTES.equals(request.getContentType())) {
            if (request.getContentLengthLong() > AttachFile.LARGEST) {
                throw tooLarge();
            }
            String called = Objects.requireNonNullElse(request.getParameter("name"), "");
            attachFile.attach(person.actor(), id, called, request.getInputStream());
            return called;
        }
        Part part = part(request);
        String name = part.getSubmittedFileName() == null ? "" : part.getSubmittedFileName();
        try (InputStream content = part.getInputStream()) {
            attachFile.attach(person.actor(), id, name, content);
        } finally {
            part.delete();
        }
        return name;
    }

    private static Part part(HttpServletRequest request) throws IOException, ServletException {
        try {
            Part part = request.getPart("file");
            if (part == null || part.getSize() == 0) {
                throw Refused.because("attachment-empty").at("file");
            }
            return part;
        } catch (IllegalStateException tooLarge) {
            throw tooLarge().causedBy(tooLarge);
        }
    }

    private static Refused tooLarge() {
        return Refused.because("attachment-too-large", Map.of("largest", AttachFile.LARGEST >> 20))
                .at("file");
    }

    private void refuse(HttpServletResponse response, Refused refused) throws IOException {
        response.setStatus(UNPROCESSABLE);
        response.setContentType("text/plain; charset=UTF-8");
        response.getWriter().write(words.text(refused));
    }

    private static void answer(HttpServletResponse response, boolean scripted, String page) throws IOException {
        if (scripted) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            response.sendRedirect(page);
        }
    }
}
