package org.chartseal.domain.laboratory;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chartseal.domain.records.BlockChain;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealedFile;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.records.SealedSources;
import org.chartseal.domain.records.VerifySeal;
import org.chartseal.domain.testing.TestLedger;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Verifies what a test's laboratory sealed, against its rows. */
final class LabSeals {

    private final LaboratoryFixture lab;

    /** That of the transaction that runs, as a container hands it to whoever takes part. */
    private @Nullable EntityManager current;

    LabSeals(LaboratoryFixture lab) {
        this.lab = lab;
    }

    VerifySeal verifying() {
        TestLedger ledger = new TestLedger();
        return new VerifySeal(
                transactions(), lab.objects, lab.keys, ledger, new BlockChain(ledger, lab.clock), sources(), lab.clock);
    }

    NewTransaction transactions() {
        NewTransaction own = lab.database.transactions();
        return new NewTransaction() {
            @Override
            public <T> T call(Function<EntityManager, T> work) {
                return own.call(entities -> {
                    EntityManager outer = current;
                    current = entities;
                    try {
                        return work.apply(entities);
                    } finally {
                        current = outer;
                    }
                });
            }
        };
    }

    private <T> T taking(Function<EntityManager, T> part) {
        EntityManager entities = current;
        return entities == null ? lab.database.inTransaction(part) : part.apply(entities);
    }

    SealedSources sources() {
        return SealedSources.of(List.of(new Reports()));
    }

    private final class Reports implements SealedSource {

        @Override
        public RecordType type() {
            return RecordType.LAB_REPORT;
        }

        @Override
        public Resource currentContent(RecordId id) {
            return taking(entities -> source(entities).currentContent(id));
        }

        @Override
        public List<SealedFile> files(RecordId id, Optional<Resource> sealed) {
            return taking(entities -> source(entities).files(id, sealed));
        }

        private LabReportSource source(EntityManager entities) {
            return new LabReportSource(entities, lab.cases(entities));
        }
    }
}
