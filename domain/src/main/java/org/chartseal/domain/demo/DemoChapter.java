package org.chartseal.domain.demo;

import java.util.List;

/**
 * A part of the demo hospital, for example its people or its laboratory. Every bean of this type is found and loaded, in
 * order. A chapter calls use cases only, never SQL, and finds what earlier chapters brought through {@link DemoCast}.
 */
public interface DemoChapter {

    /** Names the chapter in marks and in the progress; never changes. */
    String code();

    /** Chapters of lower order are loaded first: people 10, scheduling 20, care 30, laboratory 40. */
    int order();

    /**
     * The steps in order. Called when the chapters before are loaded, again after a crash, so it has to answer the same
     * steps each time; those that are loaded already are passed over.
     */
    List<DemoStep> steps(DemoDay day);
}
