package org.chartseal.domain.records;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Unavailable;

/**
 * The working rows behind a sealed version, mapped again.
 *
 * @param state whether they could be
 * @param content what they say, when they could
 * @param files that belong to the record
 */
record WorkingRows(State state, Optional<CanonicalContent> content, List<SealedFile> files) {

    private WorkingRows(State state) {
        this(state, Optional.empty(), List.of());
    }

    enum State {
        MAPPED,
        /** A later version was sealed: the rows say what that one says. */
        OLDER_VERSION,
        /** No feature maps this type of record. */
        NOT_MAPPED,
        GONE,
        /** The database does not answer. */
        AWAY,
        /** The rows cannot be what any use case wrote. */
        UNREADABLE
    }

    private static final String NEWEST = "SELECT max(v.version) FROM RecordVersion v WHERE v.recordId = :record";

    /** Reads them in a transaction of their own: rows that someone edited may well break the mapping. */
    static WorkingRows read(
            RecordVersion version,
            Optional<CanonicalContent> sealed,
            SealedSources sources,
            NewTransaction transaction) {
        try {
            return transaction.call(entities -> read(version, sealed, sources, entities));
        } catch (NotFound gone) {
            return new WorkingRows(State.GONE);
        } catch (Unavailable | PersistenceException away) {
            return new WorkingRows(State.AWAY);
        } catch (RuntimeException unreadable) {
            return new WorkingRows(State.UNREADABLE);
        }
    }

    /** Reads them as the caller's transaction sees them. */
    static WorkingRows within(
            RecordVersion version, CanonicalContent sealed, SealedSources sources, EntityManager entities) {
        try {
            return read(version, Optional.of(sealed), sources, entities);
        } catch (NotFound gone) {
            return new WorkingRows(State.GONE);
        }
    }

    private static WorkingRows read(
            RecordVersion version, Optional<CanonicalContent> sealed, SealedSources sources, EntityManager entities) {
        int newest = entities.createQuery(NEWEST, Integer.class)
                .setParameter("record", version.record().value())
                .getSingleResult();
        if (newest != version.seal().version()) {
            return new WorkingRows(State.OLDER_VERSION);
        }
        return sources.of(version.type())
                .map(source -> new WorkingRows(
                        State.MAPPED,
                        Optional.of(CanonicalContent.of(source.currentContent(version.record()))),
                        source.files(version.record(), sealed.map(CanonicalContent::resource))))
                .orElse(new WorkingRows(State.NOT_MAPPED));
    }

    boolean isOlderVersion() {
        return state == State.OLDER_VERSION;
    }

    /** Compares with what was sealed, if that could be opened. */
    Line compare(Optional<CanonicalContent> sealed) {
        SealCheck check = SealCheck.WORKING_ROWS_MATCH;
        if (state == State.GONE) {
            return Line.failed(check, "working-rows-gone");
        }
        if (state == State.UNREADABLE) {
            return Line.failed(check, "working-rows-unreadable");
        }
        if (content.isEmpty()) {
            return Line.unknown(check, state == State.AWAY ? "database-away" : "not-mapped");
        }
        if (sealed.isEmpty()) {
            return Line.unknown(check, "not-checked");
        }
        return Line.compared(
                check,
                "working-rows-changed",
                JsonDifference.pointers(sealed.get().text(), content.get().text()));
    }
}
