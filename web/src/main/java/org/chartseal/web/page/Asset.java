package org.chartseal.web.page;

/** A file that browsers load, held as it is sent. */
final class Asset {

    private final String type;
    private final byte[] content;
    private final byte[] zipped;

    /**
     * A file.
     *
     * @param type of the content, as HTTP names it
     * @param zipped the content compressed by gzip, or the content itself where that gains nothing
     */
    Asset(String type, byte[] content, byte[] zipped) {
        this.type = type;
        this.content = content;
        this.zipped = zipped;
    }

    String type() {
        return type;
    }

    byte[] content() {
        return content.clone();
    }

    /** Whether a compressed form exists. */
    boolean zips() {
        return zipped.length < content.length;
    }

    byte[] zipped() {
        return zipped.clone();
    }
}
