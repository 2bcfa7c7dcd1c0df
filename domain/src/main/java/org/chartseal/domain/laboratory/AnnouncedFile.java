package org.chartseal.domain.laboratory;

import java.util.Map;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * What a sender says of a file before its bytes travel.
 *
 * @param name as the sender calls it, without characters that cannot be seen, and at most the last 255 characters of it
 * @param size in bytes
 * @param fingerprint by which the sender knows the file again: 64 lower-case hexadecimal digits, or empty
 */
public record AnnouncedFile(String name, long size, String fingerprint) {

    private static final int LONGEST_NAME = 255;
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");
    private static final Pattern HEX_SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks what was said.
     *
     * @throws Refused {@code attachment-empty} or {@code attachment-too-large}
     */
    public AnnouncedFile {
        if (size <= 0) {
            throw Refused.because("attachment-empty").at("file");
        }
        if (size > AttachFile.LARGEST) {
            throw Refused.because("attachment-too-large", Map.of("largest", AttachFile.LARGEST >> 20))
                    .at("file");
        }
        String plain = CONTROLS.matcher(name).replaceAll("").strip();
        name = plain.length() <= LONGEST_NAME ? plain : plain.substring(plain.length() - LONGEST_NAME);
        fingerprint = HEX_SHA_256.matcher(fingerprint).matches() ? fingerprint : "";
    }
}
