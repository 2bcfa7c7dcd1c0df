package org.chartseal.web.print;

import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;

/** Parts a paragraph into runs of one direction, after the Unicode Bidirectional Algorithm as Java has it. */
final class DirectionRuns implements BidiSplitter {

    private List<BidiTextRun> runs = List.of();

    @Override
    public void setParagraph(String paragraph, byte defaultDirection) {
        Bidi bidi = new Bidi(
                paragraph, defaultDirection == RTL ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
        List<BidiTextRun> found = new ArrayList<>();
        for (int i = 0; i < bidi.getRunCount() && !paragraph.isEmpty(); i++) {
            int start = bidi.getRunStart(i);
            found.add(new BidiTextRun(start, bidi.getRunLimit(i) - start, bidi.getRunLevel(i) % 2 == 0 ? LTR : RTL));
        }
        runs = found.isEmpty() ? List.of(new BidiTextRun(0, paragraph.length(), defaultDirection)) : found;
    }

    @Override
    public int countTextRuns() {
        return runs.size();
    }

    @Override
    public BidiTextRun getVisualRun(int runIndex) {
        return runs.get(runIndex);
    }

    @Override
    public byte getBaseDirection(String paragraph) {
        return paragraph
                .codePoints()
                .mapToObj(DirectionRuns::direction)
                .filter(direction -> direction != NEUTRAL)
                .findFirst()
                .orElse(NEUTRAL);
    }

    private static byte direction(int letter) {
        return switch (Character.getDirectionality(letter)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> LTR;
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> RTL;
            default -> NEUTRAL;
        };
    }
}
