package org.chartseal.domain.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.records.SealReport.File;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.shared.Refused;

/**
 * The four checks of one encrypted object, in the order in which each needs the one before.
 *
 * @param found it lies where it should
 * @param intact its bytes are those of its address
 * @param decrypts it opens with its key
 * @param equal its content is what was signed
 * @param file which file it is, if it is one
 */
record ObjectChecks(SealCheck found, SealCheck intact, SealCheck decrypts, SealCheck equal, Optional<File> file) {

    private List<SealCheck> inOrder() {
        return List.of(found, intact, decrypts, equal);
    }

    List<Line> passed() {
        return upTo(inOrder().size(), "");
    }

    /** Passed before that check, failed there for that reason, not made after it. */
    List<Line> failed(SealCheck check, String reason) {
        return upTo(inOrder().indexOf(check), reason);
    }

    /** What the refusal to open the object says. */
    List<Line> refused(Refused refusal) {
        return ObjectDamage.of(refusal).map(this::damaged).orElseGet(() -> failed(found, refusal.code()));
    }

    private List<Line> damaged(ObjectDamage damage) {
        return switch (damage) {
            case MISSING -> failed(found, damage.code());
            case CUT, SWAPPED, ALTERED -> failed(intact, damage.code());
            case OF_ANOTHER_RECORD,
                    KEY_MISSING,
                    KEY_DESTROYED,
                    KEY_DAMAGED,
                    KEY_OF_ANOTHER_PATIENT,
                    KEY_NOT_COMMITTED,
                    KEY_SUPERFLUOUS -> failed(decrypts, damage.code());
        };
    }

    List<Line> unknown(String reason) {
        return inOrder().stream()
                .map(check -> Line.unknown(check, reason).of(file))
                .toList();
    }

    /** All but the last passed, which cannot be made. */
    List<Line> passedButUnequal(String reason) {
        List<Line> lines = new ArrayList<>(passed());
        lines.set(lines.size() - 1, Line.unknown(equal, reason).of(file));
        return lines;
    }

    private List<Line> upTo(int place, String reason) {
        List<Line> lines = new ArrayList<>();
        for (SealCheck check : inOrder()) {
            Line line = lines.size() < place
                    ? Line.passed(check)
                    : lines.size() == place ? Line.failed(check, reason) : Line.unknown(check, "not-checked");
            lines.add(line.of(file));
        }
        return lines;
    }
}
