package org.chartseal.domain.bundle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Licence;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;

/**
 * What a bundle says, for people: the fields of what was sealed, never of the working rows, with who signed and where each seal
 * stands. It proves nothing.
 *
 * @param proxy who took it, when that was somebody who acts for the patient: it holds what they may read
 * @param takenAt when the bundle was made
 * @param entries in the order in which they were first signed
 * @param beside how many resources the bundle holds that nobody sealed
 */
public record ReadableRecord(
        Whose whose, Optional<String> proxy, Instant takenAt, Ledger ledger, List<Entry> entries, int beside) {

    public ReadableRecord {
        entries = List.copyOf(entries);
    }

    /**
     * Whose record it is.
     *
     * @param number of the patient in this hospital
     */
    public record Whose(String name, String number, LocalDate birthDate) {}

    /**
     * Up to where the bundle has the ledger.
     *
     * @param channel the channel's name
     * @param head number of the newest block
     */
    public record Ledger(String channel, long head) {}

    /**
     * A record.
     *
     * @param versions newest first; never empty
     */
    public record Entry(RecordId record, RecordType type, List<Version> versions) {

        public Entry {
            versions = List.copyOf(versions);
        }

        /** What counts now. */
        public Version newest() {
            return versions.get(0);
        }
    }

    /**
     * A signed version.
     *
     * @param fields what it says; nothing when it could not be opened, or is not what was signed
     * @param block that holds its seal, once one does
     */
    public record Version(
            SealId seal,
            Author author,
            Instant signedAt,
            Optional<List<ContentField>> fields,
            List<AttachedFile> files,
            Standing standing,
            Optional<Long> block) {

        public Version {
            files = List.copyOf(files);
        }

        /** Why it replaced the one before; empty where nothing was said. */
        public Optional<String> reason() {
            return fields.stream()
                    .flatMap(List::stream)
                    .filter(field -> field.label().equals(ContentField.WHY))
                    .map(ContentField::text)
                    .findFirst();
        }

        /** What it says, but for why it replaced the one before. */
        public List<ContentField> said() {
            return fields.stream()
                    .flatMap(List::stream)
                    .filter(field -> !field.label().equals(ContentField.WHY))
                    .toList();
        }
    }

    /**
     * Who signed.
     *
     * @param licence as it was checked last
     */
    public record Author(String name, Optional<Licence> licence) {}

    /**
     * A file that a record names.
     *
     * @param name as the record names it
     * @param path where it lies in the bundle; nothing when it could not be opened
     */
    public record AttachedFile(String name, Optional<String> path) {}

    /** What is known of a version's seal. */
    public enum Standing {
        /** The ledger holds it, and no check has found anything wrong. */
        SEALED,
        /** It waits for the ledger. */
        PENDING,
        /** It does not verify. */
        BROKEN,
        /** What was signed could not be opened. */
        LOST;

        /** As it stands in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether something is wrong. */
        public boolean isWrong() {
            return this == BROKEN || this == LOST;
        }
    }
}
