package org.chartseal.domain.erasure;

import java.util.List;
import org.chartseal.domain.ledger.RegisteredKey;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.records.BlockChain;
import org.chartseal.domain.records.MonitorSeals;
import org.chartseal.domain.records.SealCheck;
import org.chartseal.domain.records.SealReport.Result;
import org.chartseal.domain.records.SealedSources;
import org.chartseal.domain.records.VerifySeal;

/** What goes round and looks whether everything is there. */
final class ErasureMonitors {

    private ErasureMonitors() {}

    static MonitorSeals seals(ErasureFixture fixture) {
        return new MonitorSeals(fixture.records.transactions(), verifying(fixture), fixture.clock);
    }

    /** Whether every check of the seal that needs no working rows passes. */
    static boolean verify(ErasureFixture fixture, SealId seal) {
        return verifying(fixture).verify(seal).lines().stream()
                .filter(line -> line.check() != SealCheck.WORKING_ROWS_MATCH)
                .allMatch(line -> line.result() == Result.PASSED);
    }

    private static VerifySeal verifying(ErasureFixture fixture) {
        fixture.records.database.transact(entities -> {
            Practitioner author = entities.find(Practitioner.class, fixture.records.author.value());
            fixture.ledger.register(new RegisteredPractitioner(
                    author.ledgerId(),
                    RegisteredKey.kept(author.signing().publicKey()),
                    List.of(),
                    RegisteredPractitioner.State.VERIFIED,
                    fixture.clock.instant()));
        });
        return new VerifySeal(
                fixture.records.transactions(),
                fixture.records.objects,
                fixture.records.keys,
                fixture.ledger,
                new BlockChain(fixture.ledger, fixture.clock),
                SealedSources.of(List.of()),
                fixture.clock);
    }
}
