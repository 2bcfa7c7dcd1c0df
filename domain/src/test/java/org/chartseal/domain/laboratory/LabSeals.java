package org.chartseal.domain.laboratory;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
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

/** Verifies what a test's laboratory sealed, against its rows. */
final class LabSeals {

    private final LaboratoryFixture lab;

    LabSeals(LaboratoryFixture lab) {
        this.lab = lab;
    }

    VerifySeal verifying() {
        TestLedger ledger = new TestLedger();
        return new VerifySeal(
                transactions(), lab.objects, lab.keys, ledger, new BlockChain(ledger, lab.clock), sources(), lab.clock);
    }

    NewTransaction transactions() {
        return lab.database.transactions();
    }

    SealedSources sources() {
        return SealedSources.of(List.of(new Reports()));
    }

    /** The mapping over a persistence context of its own at each call. */
    private final class Reports implements SealedSource {

        @Override
        public RecordType type() {
            return RecordType.LAB_REPORT;
        }

        @Override
        public Resource currentContent(RecordId id) {
            return lab.database.inTransaction(entities -> source(entities).currentContent(id));
        }

        @Override
        public List<SealedFile> files(RecordId id, Optional<Resource> sealed) {
            return lab.database.inTransaction(entities -> source(entities).files(id, sealed));
        }

        private LabReportSource source(EntityManager entities) {
            return new LabReportSource(entities, lab.cases(entities));
        }
    }
}
