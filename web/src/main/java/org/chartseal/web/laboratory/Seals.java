package org.chartseal.web.laboratory;

import jakarta.mvc.Models;
import org.chartseal.domain.laboratory.LabRequestView;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.records.SealState;
import org.chartseal.domain.records.SealStates;

/** The badge of a report's newest sealed version. */
final class Seals {

    private Seals() {}

    static void put(Models models, SealStates states, LabRequestView view) {
        view.report()
                .filter(report -> report.sealedVersion() > 0)
                .map(report -> report.record().version(report.sealedVersion()))
                .ifPresent(seal -> put(models, states, seal));
    }

    private static void put(Models models, SealStates states, SealId seal) {
        models.put("seal", seal.toString());
        models.put(
                "sealState",
                states.of(seal)
                        .map(SealState::status)
                        .orElse(SealState.Status.PENDING)
                        .code());
        states.of(seal).flatMap(SealState::block).ifPresent(block -> models.put("sealBlock", block));
    }
}
