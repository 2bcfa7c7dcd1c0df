package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.chartseal.domain.shared.Pause;

/**
 * Loads the demo hospital: all chapters in order, each step once. May be called at every start; what is loaded stays as it
 * is, and what a crash cut off goes on where it was.
 */
@ApplicationScoped
public class LoadDemo {

    private final Iterable<DemoChapter> chapters;
    private final DemoMarks marks;
    private final Pause pause;
    private final Clock clock;
    private volatile DemoProgress progress = DemoProgress.WAITING;

    @Inject
    public LoadDemo(@Any Instance<DemoChapter> chapters, DemoMarks marks, Pause pause, Clock clock) {
        this((Iterable<DemoChapter>) chapters, marks, pause, clock);
    }

    LoadDemo(Iterable<DemoChapter> chapters, DemoMarks marks, Pause pause, Clock clock) {
        this.chapters = chapters;
        this.marks = marks;
        this.pause = pause;
        this.clock = clock;
    }

    /** How far the loader is; any thread may ask. */
    public DemoProgress progress() {
        return progress;
    }

    /** Loads what is not loaded yet; answers when all is. Not for two threads at once. */
    public synchronized void load() {
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
            DemoDay day = new DemoDay(marks.firstDay().orElse(today), clock.getZone());
            Set<String> loaded = marks.loaded();
            for (DemoChapter chapter : inOrder()) {
                load(chapter, day, loaded);
            }
            progress = DemoProgress.LOADED;
        } catch (RuntimeException | Error failure) {
            progress = progress.failed();
            throw failure;
        }
    }

    private void load(DemoChapter chapter, DemoDay day, Set<String> loaded) {
        progress = DemoProgress.loading(chapter.code(), 0, 0);
        awaitGrants(chapter);
        List<DemoStep> steps = chapter.steps(day);
        int done = 0;
        for (DemoStep step : steps) {
            progress = DemoProgress.loading(chapter.code(), done, steps.size());
            String code = chapter.code() + "/" + step.code();
            if (!loaded.contains(code)) {
                marks.play(code, day.today(), step.play());
            }
            done++;
        }
    }

    /** What doctors do in a chapter rests on the grants of those before it, which count once the ledger has them. */
    private void awaitGrants(DemoChapter chapter) {
        long most = marks.grantsUnderWay();
        for (long left = most; left > 0; left = marks.grantsUnderWay()) {
            most = Math.max(most, left);
            progress = DemoProgress.loading(chapter.code(), Math.toIntExact(most - left), Math.toIntExact(most));
            pause.moment();
        }
    }

    private List<DemoChapter> inOrder() {
        return StreamSupport.stream(chapters.spliterator(), false)
                .sorted(Comparator.comparingInt(DemoChapter::order).thenComparing(DemoChapter::code))
                .toList();
    }
}
