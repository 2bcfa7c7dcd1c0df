package org.chartseal.domain.documents;

import java.util.Arrays;
import java.util.Optional;

/** What files may belong to a record. */
public enum FileType {
    PDF("application/pdf"),
    PNG("image/png"),
    JPEG("image/jpeg");

    private final String mediaType;

    FileType(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Its media type. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether it is a picture. */
    public boolean image() {
        return this != PDF;
    }

    /** The type of that media type, if it may. */
    public static Optional<FileType> ofMediaType(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst();
    }
}
