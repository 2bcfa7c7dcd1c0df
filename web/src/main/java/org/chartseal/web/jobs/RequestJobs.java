package org.chartseal.web.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Logger;
import org.chartseal.domain.consent.FindUnusualReads;
import org.chartseal.domain.consent.LapseRequests;
import org.chartseal.domain.letters.SendLetters;
import org.chartseal.domain.shared.Unavailable;

/** Finds unusual reads, sends the letters that tell people of those, of requests and emergencies, and ends requests that nobody answered. */
@ApplicationScoped
public class RequestJobs {

    private static final Logger LOG = Logger.getLogger(RequestJobs.class.getName());
    private static final Duration BETWEEN_LETTERS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(2);
    private static final Duration BETWEEN_ENDS = Duration.ofMinutes(10);

    private final SendLetters letters;
    private final LapseRequests lapse;
    private final FindUnusualReads unusual;
    private final GrowingPause pause = new GrowingPause(Duration.ofSeconds(10), Duration.ofMinutes(10));

    @Inject
    RequestJobs(SendLetters letters, LapseRequests lapse, FindUnusualReads unusual) {
        this.letters = letters;
        this.lapse = lapse;
        this.unusual = unusual;
    }

    /** Sends what is due; a server that is away is asked again after a pause that grows. */
    Duration send() {
        try {
            letters.step();
            pause.reset();
            return BETWEEN_LETTERS;
        } catch (Unavailable away) {
            Duration wait = pause.next();
            LOG.warning(() -> "Letters wait, since no server takes them: " + away.getCause() + "; next try in " + wait);
            return wait;
        }
    }

    /** Looks at what was read. Never so fast that pages notice. */
    Duration find() {
        return unusual.step() ? BETWEEN_BATCHES : BETWEEN_LOOKS;
    }

    /** Ends what lapsed. */
    Duration lapse() {
        lapse.step();
        return BETWEEN_ENDS;
    }
}
