package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.records.SealReport.Result;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Quantity;

/**
 * Tells whoever holds a printed record, a pharmacist above all, whether it is the one that was signed, by whom and when, and
 * whether something else took its place. Nothing that it tells names the patient; that somebody asked is kept in the patient's
 * log.
 */
@ApplicationScoped
public class CheckPaper {

    /** Who asks is nobody that the portal knows. */
    private static final AccessLogEntry.Reader HOLDER = new AccessLogEntry.Reader("paper", "paper", Optional.empty());

    private static final String NEWEST =
            "SELECT v FROM RecordVersion v WHERE v.recordId = :record ORDER BY v.version DESC";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final NewTransaction transaction;
    private final SealedObjects objects;
    private final VerifySeal verify;
    private final CategoryOfRecord categories;
    private final AccessLog log;
    private final Clock clock;

    @Inject
    public CheckPaper(
            NewTransaction transaction,
            SealedObjects objects,
            VerifySeal verify,
            CategoryOfRecord categories,
            AccessLog log,
            Clock clock) {
        this.transaction = transaction;
        this.objects = objects;
        this.verify = verify;
        this.categories = categories;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What the holder of the paper may know.
     *
     * @param result of all checks, just now
     * @param author who signed it
     * @param licence of the author as the hospital checked it: issuer and number
     * @param replacedAt when a later version was signed, if one was
     * @param prescribed what it prescribes, if it is a prescription
     */
    public record Checked(
            SealId seal,
            RecordType type,
            Result result,
            String author,
            Optional<String> licence,
            Instant signedAt,
            Optional<Instant> replacedAt,
            Optional<Prescribed> prescribed) {

        /** Whether it may be acted on: everything verifies, and nothing took its place or ended it. */
        public boolean good(LocalDate today) {
            return result == Result.PASSED
                    && replacedAt.isEmpty()
                    && prescribed
                            .flatMap(Prescribed::until)
                            .map(last -> !today.isAfter(last))
                            .orElse(true);
        }
    }

    /**
     * What a prescription says, without the words for the patient.
     *
     * @param dose how much is taken at a time
     * @param quantity how much is handed out at a time
     * @param unit of both, in words
     * @param refills how many more times
     * @param until last day that it covers with all refills; nothing means until it is stopped
     */
    public record Prescribed(
            String medicine,
            BigDecimal dose,
            BigDecimal quantity,
            String unit,
            int refills,
            Optional<LocalDate> until,
            boolean stopped) {}

    private record Rows(RecordVersion version, RecordVersion newest, Practitioner author) {}

    /**
     * The code for a printed version, for who has opened the record; empty while the object cannot be opened.
     *
     * @throws NotFound when no such version was sealed here
     */
    public Optional<String> code(SealId seal) {
        RecordVersion version =
                transaction.call(entities -> rows(entities, seal)).version();
        try {
            return Optional.of(PaperCode.of(seal, sealed(version)).text());
        } catch (Refused | Unavailable away) {
            return Optional.empty();
        }
    }

    /**
     * Checks the version on that paper.
     *
     * @throws NotFound when no such version was sealed here or the code is not on its paper: both are answered alike
     * @throws Refused {@code paper-not-checkable} when what was signed is missing or damaged
     * @throws Unavailable when the storage does not answer
     */
    public Checked check(SealId seal, String code) {
        PaperCode told = PaperCode.parse(code);
        Rows rows = transaction.call(entities -> rows(entities, seal));
        RecordVersion version = rows.version();
        byte[] sealed = sealedOrRefused(version);
        if (!PaperCode.of(seal, sealed).is(told)) {
            throw new NotFound("paper", seal);
        }
        keep(version);
        SealReport report = verify.verify(seal);
        return new Checked(
                seal,
                version.type(),
                report.result(),
                rows.author().displayName(),
                rows.author().licence().map(licence -> licence.issuer() + " " + licence.number()),
                version.signedAt(),
                Optional.of(rows.newest().signedAt())
                        .filter(at -> rows.newest().seal().version() > seal.version()),
                prescribed(CanonicalContent.within(sealed), rows.newest()));
    }

    private void keep(RecordVersion version) {
        log.keep(new AccessLogEntry(
                clock.instant(),
                HOLDER,
                new AccessLogEntry.Opened(
                        version.patient(),
                        categories.of(version.record().value()).code(),
                        "paper-check",
                        Optional.of(version.record().value())),
                Purpose.TREATMENT.code(),
                "paper",
                Optional.empty(),
                true));
    }

    private byte[] sealedOrRefused(RecordVersion version) {
        try {
            return sealed(version);
        } catch (Refused damaged) {
            throw Refused.because("paper-not-checkable").causedBy(damaged);
        }
    }

    private byte[] sealed(RecordVersion version) {
        try (InputStream in = objects.open(version.context(), version.object())) {
            return in.readAllBytes();
        } catch (IOException brokeOff) {
            throw new Unavailable("storage", RETRY_AFTER, brokeOff);
        }
    }

    private static Rows rows(EntityManager entities, SealId seal) {
        List<RecordVersion> versions = entities.createQuery(NEWEST, RecordVersion.class)
                .setParameter("record", seal.record())
                .getResultList();
        RecordVersion version = versions.stream()
                .filter(each -> each.seal().equals(seal))
                .findFirst()
                .orElseThrow(() -> new NotFound("paper", seal));
        return new Rows(
                version,
                versions.get(0),
                entities.find(Practitioner.class, version.author().value()));
    }

    /** By the newest version: that says whether it was stopped. */
    private Optional<Prescribed> prescribed(CanonicalContent content, RecordVersion newest) {
        if (!(content.resource() instanceof MedicationRequest prescription)) {
            return Optional.empty();
        }
        boolean stopped = CanonicalContent.within(sealedOrRefused(newest)).resource() instanceof MedicationRequest last
                && last.getStatus() == MedicationRequestStatus.STOPPED;
        MedicationRequest.MedicationRequestDispenseRequestComponent dispense = prescription.getDispenseRequest();
        Quantity quantity = dispense.getQuantity();
        return Optional.of(new Prescribed(
                prescription.getMedicationCodeableConcept().getText(),
                prescription
                        .getDosageInstructionFirstRep()
                        .getDoseAndRateFirstRep()
                        .getDoseQuantity()
                        .getValue(),
                quantity.getValue(),
                quantity.getUnit(),
                dispense.getNumberOfRepeatsAllowed(),
                Optional.ofNullable(dispense.getValidityPeriod().getEndElement().getValueAsString())
                        .map(LocalDate::parse),
                stopped));
    }
}
