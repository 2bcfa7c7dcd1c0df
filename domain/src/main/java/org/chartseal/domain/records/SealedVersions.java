package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/** What was sealed of a patient, for use cases that have decided who may have it. Takes no part in the caller's transaction. */
@ApplicationScoped
public class SealedVersions {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private static final String OF_PATIENT = """
            SELECT v FROM RecordVersion v WHERE v.patientId = :patient ORDER BY v.signedAt, v.recordId, v.version
            """;

    private final NewTransaction transaction;
    private final SealedObjects objects;
    private final SealedSources sources;

    @Inject
    public SealedVersions(NewTransaction transaction, SealedObjects objects, SealedSources sources) {
        this.transaction = transaction;
        this.objects = objects;
        this.sources = sources;
    }

    /**
     * A version that was opened.
     *
     * @param files that the content names
     */
    public record Opened(Salt salt, CanonicalContent content, List<SealedFile> files) {

        /** Whether it is what was signed, by that commitment. */
        public boolean is(Commitment signed) {
            return content.commitment(salt).equals(signed);
        }
    }

    /** Every version, in the order in which they were signed. */
    public List<RecordVersion> of(PatientId patient) {
        return transaction.call(entities -> entities.createQuery(OF_PATIENT, RecordVersion.class)
                .setParameter("patient", patient.value())
                .getResultList());
    }

    /**
     * Opens a version.
     *
     * @throws Refused with the code of an {@link org.chartseal.domain.documents.ObjectDamage}, or {@code salt-malformed}
     * @throws Unavailable when the storage does not answer
     */
    public Opened open(RecordVersion version) {
        byte[] sealed = bytes(version);
        Salt salt = new Salt(Arrays.copyOf(sealed, Math.min(sealed.length, Salt.LENGTH)));
        CanonicalContent content = CanonicalContent.within(sealed);
        return new Opened(salt, content, files(version, content));
    }

    private List<SealedFile> files(RecordVersion version, CanonicalContent content) {
        return transaction.call(entities -> sources.of(version.type())
                .map(source -> source.files(version.record(), Optional.of(content.resource())))
                .orElse(List.of()));
    }

    private byte[] bytes(RecordVersion version) {
        try (InputStream in = objects.open(version.context(), version.object())) {
            return in.readAllBytes();
        } catch (IOException brokeOff) {
            throw new Unavailable("storage", RETRY_AFTER, brokeOff);
        }
    }
}
