package org.chartseal.web.laboratory;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.chartseal.domain.laboratory.AnnouncedFile;
import org.chartseal.domain.laboratory.UploadId;
import org.jspecify.annotations.Nullable;

/** What the headers of the tus protocol say in a request (version 1.0.0, with creation, expiration and termination). */
record TusRequest(HttpServletRequest request) {

    static final String VERSION = "1.0.0";
    static final String EXTENSIONS = "creation,expiration,termination";
    static final String CONTENT = "application/offset+octet-stream";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** Whether it speaks this version. */
    boolean isUnderstood() {
        return VERSION.equals(request.getHeader("Tus-Resumable"));
    }

    /** Whether its body is a part of a file. */
    boolean hasContent() {
        return CONTENT.equals(request.getContentType());
    }

    /**
     * Which file on its way it is about.
     *
     * @throws org.chartseal.domain.shared.NotFound when the address names none
     */
    UploadId upload() {
        return UploadId.parse(path().replaceFirst("/.*$", ""));
    }

    /** What follows the collection's address, without the first slash. */
    String path() {
        @Nullable String path = request.getPathInfo();
        return path == null ? "" : path.substring(1);
    }

    /** A header's number; nothing where it has none. */
    OptionalLong number(String header) {
        @Nullable String value = request.getHeader(header);
        return value == null || !NUMBER.matcher(value).matches()
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(value));
    }

    /**
     * The file that is announced.
     *
     * @throws org.chartseal.domain.shared.Refused when it cannot be taken
     * @throws IllegalArgumentException when the headers are malformed
     */
    AnnouncedFile announced() {
        long size = number("Upload-Length").orElseThrow(() -> new IllegalArgumentException("no Upload-Length"));
        Map<String, String> said = metadata();
        return new AnnouncedFile(said.getOrDefault("filename", ""), size, said.getOrDefault("fingerprint", ""));
    }

    private Map<String, String> metadata() {
        Map<String, String> said = new HashMap<>();
        @Nullable String header = request.getHeader("Upload-Metadata");
        for (String pair : header == null ? new String[0] : header.split(",", -1)) {
            String[] parts = pair.strip().split(" ", 2);
            byte[] value = parts.length < 2 ? new byte[0] : Base64.getDecoder().decode(parts[1].strip());
            said.put(parts[0], new String(value, StandardCharsets.UTF_8));
        }
        return said;
    }
}
