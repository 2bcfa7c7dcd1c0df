package org.chartseal.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;

/** A bundle, and how a test sees which ways to cheat are found in it. */
abstract class ForgeryKit {

    static final UUID RECORD = UUID.fromString("00000000-0000-4000-8000-000000000001");

    static final SealId FIRST = new SealId(RECORD, 1);

    static final SealId SECOND = new SealId(RECORD, 2);

    static final UUID STRANGER = UUID.fromString("00000000-0000-4000-8000-0000000000cc");

    final TestHospitals hospitals = new TestHospitals();

    /** Is shown every bundle that is judged. */
    BiConsumer<Roots, BundleFiles> witness = (roots, files) -> {};

    Sealed sealOne() {
        return hospitals.seal(FIRST, Optional.empty(), hospitals.register());
    }

    static Optional<Commitment> commitment(Sealed sealed) {
        return Optional.of(SealHeader.parse(sealed.header().text()).commitment());
    }

    BundleVerdict verdict(BundleFiles files) {
        return verdict(hospitals.roots(), files);
    }

    BundleVerdict verdict(Roots roots, BundleFiles files) {
        witness.accept(roots, files);
        return new BundleVerifier(roots).verify(files);
    }

    static Set<String> codes(BundleVerdict verdict) {
        Set<String> codes = new TreeSet<>();
        Stream.concat(verdict.problems().stream(), verdict.records().stream().flatMap(each -> each.problems().stream()))
                .forEach(each -> {
                    assertThat(each.words()).isNotBlank();
                    codes.add(each.code());
                });
        return codes;
    }

    void refused(BundleFiles files, String... codes) {
        BundleVerdict verdict = verdict(files);

        assertThat(codes(verdict)).containsExactlyInAnyOrder(codes);
        assertThat(verdict.valid()).isFalse();
    }

    void refusedTransaction(ContractTransaction transaction, String code) {
        hospitals.seal(
                FIRST,
                TestHospitals.content(FIRST, TestHospitals.PATIENT),
                Optional.empty(),
                hospitals.register(),
                transaction);
        refused(hospitals.bundle(), code);
    }
}
