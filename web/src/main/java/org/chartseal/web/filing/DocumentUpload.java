package org.chartseal.web.filing;

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
import java.util.Optional;
import org.chartseal.domain.documents.ReceivedFile;
import org.chartseal.domain.filing.DocumentId;
import org.chartseal.domain.filing.FileDocument;
import org.chartseal.domain.filing.FiledFileId;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.security.ActingPerson;

/**
 * Takes a document with its file: {@code /patients/files/PATIENT} files a new one, {@code /patients/files/PATIENT/DOCUMENT} brings what an
 * amendment is to say. The server writes the form to its disk until the last byte is there; memory does not depend on the file's size. What
 * is refused stays typed. It is a servlet because only a servlet's own limits let the server take large bodies.
 */
@WebServlet("/patients/files/*")
@MultipartConfig(
        fileSizeThreshold = 64 << 10,
        maxFileSize = ReceivedFile.LARGEST,
        maxRequestSize = ReceivedFile.LARGEST + (1 << 20))
public class DocumentUpload extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient FileDocument file;

    @Inject
    private transient KeptDocuments kept;

    @Inject
    private transient ActingPerson person;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String[] path = Optional.ofNullable(request.getPathInfo()).orElse("").split("/", -1);
        if (path.length == 2) {
            go(draft(request, PatientId.parse(path[1])), request, response);
        } else if (path.length == 3) {
            go(amend(request, PatientId.parse(path[1]), DocumentId.parse(path[2])), request, response);
        } else {
            throw new NotFound("page", request.getPathInfo());
        }
    }

    /** A script that sends the form goes there itself: what it were redirected to would be read twice. */
    private static void go(String page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if ("XMLHttpRequest".equals(request.getHeader("X-Requested-With"))) {
            response.setHeader("Content-Location", page);
        } else {
            response.sendRedirect(page);
        }
    }

    private String draft(HttpServletRequest request, PatientId patient) throws IOException, ServletException {
        String page = "/patients/" + patient + "/documents/new";
        TypedDocument typed = typed(request, page);
        try {
            Part part = part(request).orElseThrow(DocumentUpload::missing);
            DocumentId id;
            try (InputStream content = part.getInputStream()) {
                id = file.draft(person.actor(), typed.filing(patient), name(part), content);
            } finally {
                part.delete();
            }
            kept.drop(page);
            return "/patients/" + patient + "/documents/" + id + "/sign";
        } catch (Refused refused) {
            kept.keep(page, typed, refused);
            return page;
        }
    }

    private String amend(HttpServletRequest request, PatientId patient, DocumentId id)
            throws IOException, ServletException {
        String page = "/patients/" + patient + "/documents/" + id + "/amend";
        TypedDocument typed = typed(request, page);
        try {
            typed.requireReason();
            typed.description();
            Optional<Part> part = part(request);
            kept.keep(
                    page,
                    typed,
                    part.isEmpty() ? "" : otherFile(part.get(), patient, id).toString());
            return page + "/sign";
        } catch (Refused refused) {
            kept.keep(page, typed, refused);
            return page;
        }
    }

    private FiledFileId otherFile(Part part, PatientId patient, DocumentId id) throws IOException {
        try (InputStream content = part.getInputStream()) {
            return file.otherFile(person.actor(), patient, id, name(part), content);
        } finally {
            part.delete();
        }
    }

    /** Where the form is too large, nothing of it can be read. */
    private TypedDocument typed(HttpServletRequest request, String page) throws IOException, ServletException {
        try {
            request.getParts();
            return TypedDocument.of(request);
        } catch (IllegalStateException tooLarge) {
            return kept.find(page).map(KeptDocuments.Kept::typed).orElseGet(() -> TypedDocument.of(request));
        }
    }

    private static Optional<Part> part(HttpServletRequest request) throws IOException, ServletException {
        try {
            return Optional.ofNullable(request.getPart("file"))
                    .filter(part -> part.getSize() > 0 || !name(part).isEmpty());
        } catch (IllegalStateException tooLarge) {
            throw Refused.because("attachment-too-large", Map.of("largest", ReceivedFile.LARGEST >> 20))
                    .at("file")
                    .causedBy(tooLarge);
        }
    }

    private static Refused missing() {
        return Refused.because("document-file-missing").at("file");
    }

    private static String name(Part part) {
        return Optional.ofNullable(part.getSubmittedFileName()).orElse("");
    }
}
