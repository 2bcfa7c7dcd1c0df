package org.chartseal.web.page;

import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.web.page.ProblemPage.Problem;
import org.jspecify.annotations.Nullable;

/** The one place where what a page could not do becomes an answer. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());
    private static final int UNPROCESSABLE = 422;
    private static final Set<String> FORBIDDING = Set.of(
            "role-missing",
            "not-a-practitioner",
            "not-a-patient",
            "not-signed-in",
            "access-not-granted",
            "access-suspended",
            "access-not-on-ledger-yet");
    /** Forbids as well, and says in its own words what the reader can do. */
    private static final String SENSITIVE = "access-sensitive-not-named";

    private static final Set<String> CONFLICTING = Set.of("changed-meanwhile", "slot-taken");

    @Inject
    private ProblemPage page;

    @Inject
    private Words words;

    @Inject
    private IdGenerator ids;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @Override
    public Response toResponse(Throwable thrown) {
        Refused refused = cause(thrown, Refused.class);
        if (refused != null) {
            return answer(problem(refused), null);
        }
        NotFound notFound = cause(thrown, NotFound.class);
        if (notFound != null) {
            return answer(page.of(404, request, null), null);
        }
        Unavailable unavailable = cause(thrown, Unavailable.class);
        if (unavailable != null) {
            LOG.log(Level.WARNING, thrown, () -> unavailable.part() + " is unavailable");
            return answer(away(unavailable.part()), unavailable.retryAfter().toSeconds());
        }
        if (cause(thrown, OptimisticLockException.class) != null) {
            return answer(problem(Refused.because("changed-meanwhile")), null);
        }
        if (thrown instanceof WebApplicationException answered
                && answered.getResponse().getStatus() != 500) {
            return answered(answered.getResponse());
        }
        return databaseIsAway(thrown) ? answer(away("database"), 10L) : unexpected(thrown);
    }

    private Response answered(Response answer) {
        return answer.getStatus() < 400 || answer.hasEntity()
                ? answer
                : answer(page.of(answer.getStatus(), request, null), null);
    }

    private Problem problem(Refused refused) {
        if (FORBIDDING.contains(refused.code())) {
            if (words.has("problem." + refused.code() + ".title")) {
                request.setAttribute(ProblemPage.REASON, refused.code());
            }
            return page.of(403, request, null);
        }
        return new Problem(status(refused.code()), words.text(refused), words.text("problem.422.advice"), null);
    }

    private static int status(String code) {
        if (CONFLICTING.contains(code)) {
            return 409;
        }
        return code.equals(SENSITIVE) ? 403 : UNPROCESSABLE;
    }

    private Problem away(String part) {
        String key = "problem.away." + part;
        LOG.log(Level.FINE, "Answering for {0}", part);
        return new Problem(
                503,
                words.text("problem.503.title", words.text("part." + part)),
                words.text(words.has(key) ? key : "problem.503.advice"),
                null);
    }

    private Response unexpected(Throwable thrown) {
        String reference = ids.random().toString().substring(0, 8);
        LOG.log(Level.SEVERE, thrown, () -> "Unexpected, reference " + reference);
        return answer(page.of(500, request, reference), null);
    }

    private Response answer(Problem problem, @Nullable Long retrySeconds) {
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(page.render(problem, request, response));
        if (retrySeconds != null) {
            answer.header(HttpHeaders.RETRY_AFTER, retrySeconds);
        }
        if (ProblemPage.forPart(request)) {
            answer.header("HX-Retarget", "#messages").header("HX-Reswap", "innerHTML");
        }
        return answer.build();
    }

    /** SQL states of class 08 are lost connections, 57P01 to 57P03 a server that goes away or is not ready. */
    private static boolean databaseIsAway(Throwable thrown) {
        SQLException failure = cause(thrown, SQLException.class);
        if (failure == null) {
            return false;
        }
        String state = failure.getSQLState();
        return state == null
                ? failure.getCause() instanceof jakarta.resource.ResourceException
                : state.startsWith("08") || state.startsWith("57P0");
    }

    private static <T> @Nullable T cause(Throwable thrown, Class<T> type) {
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < 20; depth++) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
            each = each.getCause();
        }
        return null;
    }
}
