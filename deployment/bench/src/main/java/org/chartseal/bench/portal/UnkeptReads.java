package org.chartseal.bench.portal;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.persistence.EntityManager;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.audit.AccessLogEntry.Reader;
import org.chartseal.domain.audit.AccessOrigin;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;

/**
 * The portal's access log in the bench: it keeps reads as the product does, except those of requests that ask to be left
 * out. Everything before it, each decision too, is done for both alike. Refused tries are always kept.
 */
@ApplicationScoped
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
public class UnkeptReads extends AccessLog {

    /** Of a request whose read is not to be kept; with any value. */
    public static final String HEADER = "Bench-Unkept";

    private final HttpServletRequest request;

    @Inject
    public UnkeptReads(
            EntityManager entities, AccessOrigin origin, LogSeal seal, IdGenerator ids, HttpServletRequest request) {
        super(entities, origin, seal, ids);
        this.request = request;
    }

    @Override
    @Transactional
    public void keep(AccessLogEntry read) {
        if (isKept()) {
            super.keep(read);
        }
    }

    @Override
    @Transactional
    public void keepListed(Reader reader, Map<PatientId, Optional<UUID>> patients, Listed list, Instant at) {
        if (isKept()) {
            super.keepListed(reader, patients, list, at);
        }
    }

    private boolean isKept() {
        try {
            return request.getHeader(HEADER) == null;
        } catch (ContextNotActiveException | IllegalStateException job) {
            return true;
        }
    }
}
