package org.chartseal.domain.documents;

import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/** Looks for malicious software in content that comes from outside, before it is kept. */
public interface ContentScanner {

    /** For an installation that has none: everything may be kept. */
    ContentScanner NONE = () -> new Scan() {
        @Override
        public void next(byte[] bytes, int offset, int length) {
            // nobody looks
        }

        @Override
        public void finish() {
            // nobody says no
        }

        @Override
        public void close() {
            // nothing was opened
        }
    };

    /**
     * Begins with one content.
     *
     * @throws Refused {@code attachment-not-scanned} when no scanner answers, unless the installation lets content pass then
     */
    Scan begin();

    /**
     * Returns when a scanner answers, or when there is none.
     *
     * @throws Unavailable when it does not
     */
    default void check() {
        // nothing to ask
    }

    /** One content. Closing it before its end gives it up. */
    interface Scan extends AutoCloseable {

        /** The next bytes of the content. Throws what {@link #finish} throws, where that is known already. */
        void next(byte[] bytes, int offset, int length);

        /**
         * The content is at its end; returns when it may be kept.
         *
         * @throws Refused {@code attachment-infected} when something was found, {@code attachment-too-large-to-scan} when it is larger
         *     than the scanner takes, or {@code attachment-not-scanned} when the scanner broke off, unless the installation lets
         *     content pass then
         */
        void finish();

        @Override
        void close();
    }
}
