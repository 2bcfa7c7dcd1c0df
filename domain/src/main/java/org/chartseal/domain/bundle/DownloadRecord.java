package org.chartseal.domain.bundle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.chartseal.domain.bundle.BundleManifest.Anchored;
import org.chartseal.domain.bundle.BundleManifest.File;
import org.chartseal.domain.bundle.BundleManifest.Head;
import org.chartseal.domain.bundle.BundleManifest.HeldBlock;
import org.chartseal.domain.bundle.BundleManifest.Reading;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.bundle.ReadableRecord.Author;
import org.chartseal.domain.bundle.ReadableRecord.Ledger;
import org.chartseal.domain.bundle.ReadableRecord.Whose;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.AnchoredSeal;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerProof;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.CanonicalContent;
import org.chartseal.domain.records.CategoryOfRecord;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordVersion;
import org.chartseal.domain.records.SealState;
import org.chartseal.domain.records.SealStates;
import org.chartseal.domain.records.SealedFields;
import org.chartseal.domain.records.SealedFile;
import org.chartseal.domain.records.SealedVersions;
import org.chartseal.domain.records.UnsealedSources;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.hl7.fhir.r4.model.Resource;

/**
 * Gives a patient everything that was sealed about them in one file that proves itself; and to whoever acts for a patient that of it
 * which they may read.
 */
@ApplicationScoped
public class DownloadRecord {

    private static final String WHAT = "bundle";
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\\\/:*?\"<>|]|^\\.+");
    private static final int LONGEST_NAME = 120;

    private final OpenRecord records;
    private final NewTransaction transaction;
    private final SealedVersions versions;
    private final SealedObjects objects;
    private final EvidenceLedger ledger;
    private final UnsealedSources unsealed;
    private final SealedFields fields;
    private final RecordPrinter printer;
    private final Clock clock;

    @Inject
    public DownloadRecord(
            OpenRecord records,
            NewTransaction transaction,
            SealedVersions versions,
            SealedObjects objects,
            EvidenceLedger ledger,
            UnsealedSources unsealed,
            SealedFields fields,
            RecordPrinter printer,
            Clock clock) {
        this.records = records;
        this.transaction = transaction;
        this.versions = versions;
        this.objects = objects;
        this.ledger = ledger;
        this.unsealed = unsealed;
        this.fields = fields;
        this.printer = printer;
        this.clock = clock;
    }

    /**
     * Decides, keeps in the access log which parts are taken away, and finds each seal on the ledger.
     *
     * @throws Refused {@code not-a-patient} for an actor who is none
     * @throws NotFound when the actor's patient is not known here
     * @throws Unavailable when the ledger does not answer: without it nothing can be proved
     */
    public Bundle open(Actor actor) {
        PatientId patient = actor.requirePatient();
        Whose whose = whose(patient);
        List<RecordVersion> all = versions.of(patient);
        Set<RecordCategory> parts = parts(all);
        List<Resource> beside = unsealed.of(patient, part -> true, parts);
        parts.forEach(part -> records.open(actor, patient, part, WHAT, Optional.empty()));
        return new Bundle(patient, whose, Optional.empty(), all, anchored(all), beside);
    }

    /**
     * The same for a person who acts for that patient: what their grant opens, and nothing that tells whether there is more. It stops
     * when the grant ends while it is written.
     *
     * @throws NotFound when the person does not act for that patient; the try is kept
     * @throws Unavailable when the ledger does not answer
     */
    public Bundle openFor(Actor actor, PatientId patient) {
        actor.require(Role.PATIENT);
        Actor person = actor.asPerson();
        Allowed allowed = records.open(person, patient, RecordCategory.DEMOGRAPHICS, WHAT, Optional.empty());
        if (allowed.basis() != Basis.PROXY) {
            throw new NotFound("patient", patient);
        }
        Set<RecordCategory> open = opened(person, patient);
        List<RecordVersion> all = versions.of(patient);
        Map<RecordId, Set<RecordCategory>> needed = new PartsOfRecords(transaction, versions, fields).of(all);
        needed.values().removeIf(parts -> !open.containsAll(parts));
        List<RecordVersion> covered = all.stream()
                .filter(version -> needed.containsKey(version.record()))
                .toList();
        Set<RecordCategory> parts = EnumSet.of(RecordCategory.DEMOGRAPHICS);
        needed.values().forEach(parts::addAll);
        List<Resource> beside = unsealed.of(patient, open::contains, parts);
        parts.stream()
                .filter(part -> part != RecordCategory.DEMOGRAPHICS)
                .forEach(part -> records.open(person, patient, part, WHAT, Optional.empty()));
        Proxy proxy = new Proxy(person, whose(person.requirePatient()).name(), parts);
        return new Bundle(patient, whose(patient), Optional.of(proxy), covered, anchored(covered), beside);
    }

    /**
     * Who takes the record of somebody away.
     *
     * @param parts that must be open to them until it is written
     */
    private record Proxy(Actor person, String name, Set<RecordCategory> parts) {}

    /** Asked anew each time. */
    private Set<RecordCategory> opened(Actor person, PatientId patient) {
        return transaction.call(entities ->
                new AccessPolicy(entities, clock).open(person, patient, Purpose.TREATMENT, clock.instant()));
    }

    private Map<SealId, AnchoredSeal> anchored(List<RecordVersion> all) {
        Map<SealId, AnchoredSeal> anchored = new HashMap<>();
        for (RecordVersion version : all) {
            ledger.findSeal(version.seal()).ifPresent(seal -> anchored.put(version.seal(), seal));
        }
        return anchored;
    }

    private Whose whose(PatientId patient) {
        return transaction.call(entities -> Optional.ofNullable(entities.find(Patient.class, patient.value()))
                .map(known -> new Whose(known.name().full(), known.number(), known.birthDate()))
                .orElseThrow(() -> new NotFound("patient", patient)));
    }

    private Author author(PractitionerId id) {
        return transaction.call(entities -> Optional.ofNullable(entities.find(Practitioner.class, id.value()))
                .map(known -> new Author(known.displayName(), known.licence()))
                .orElseGet(() -> new Author(id.toString(), Optional.empty())));
    }

    /** Those who have no record yet take their name and identifiers away. */
    private Set<RecordCategory> parts(List<RecordVersion> all) {
        return transaction.call(entities -> {
            CategoryOfRecord categories = new CategoryOfRecord(entities);
            Set<RecordCategory> parts = EnumSet.of(RecordCategory.DEMOGRAPHICS);
            all.forEach(version -> parts.add(categories.of(version.record().value())));
            return parts;
        });
    }

    /** A record that is ready to be taken away. */
    public final class Bundle {

        private final PatientId patient;
        private final Whose whose;
        private final Optional<Proxy> proxy;
        private final Instant takenAt;
        private final List<RecordVersion> all;
        private final Map<SealId, AnchoredSeal> anchored;
        private final List<Resource> beside;

        private Bundle(
                PatientId patient,
                Whose whose,
                Optional<Proxy> proxy,
                List<RecordVersion> all,
                Map<SealId, AnchoredSeal> anchored,
                List<Resource> beside) {
            this.beside = beside;
            this.patient = patient;
            this.whose = whose;
            this.proxy = proxy;
            this.takenAt = clock.instant();
            this.all = all;
            this.anchored = anchored;
        }

        /**
         * Writes it as a ZIP file, the manifest last, so that one that broke off is none. Memory use does not depend on how large
         * files and blocks are, nor on how many there are, but for the list of them and the pages that people read.
         *
         * @throws IOException when the reader is gone, or a file changed while it was read
         * @throws NotFound when who acts for the patient may do so no more
         * @throws Unavailable when a part went away in the meantime
         */
        public void writeTo(OutputStream output) throws IOException {
            BundleZip zip = new BundleZip(output);
            List<Reading> reading = new ArrayList<>();
            reading.add(new Reading(Reading.README, zip.put(Reading.README, readme())));
            for (Resource resource : beside) {
                String path = "resources/" + resource.fhirType() + "/" + resource.getIdPart() + ".json";
                byte[] text = CanonicalContent.of(resource).text().getBytes(StandardCharsets.UTF_8);
                reading.add(new Reading(path, zip.put(path, text)));
            }
            List<SealId> missing = new ArrayList<>();
            List<Sealed> sealed = new ArrayList<>();
            ReadableVersions readable = new ReadableVersions(fields);
            for (RecordVersion version : all) {
                requireOpen();
                try {
                    SealedVersions.Opened opened = versions.open(version);
                    Sealed held = write(version, opened, zip);
                    sealed.add(held);
                    readable.add(version, opened, held);
                } catch (Refused damaged) {
                    missing.add(version.seal());
                    readable.addLost(version);
                }
            }
            List<HeldBlock> blocks = new ArrayList<>();
            LedgerProof proof = prove(zip, blocks);
            ReadableRecord pages = pages(readable, proof);
            reading.add(new Reading(Reading.PAGES, zip.put(Reading.PAGES, page -> printer.print(pages, page))));
            requireOpen();
            List<Sealed> placed =
                    sealed.stream().map(each -> placed(each, proof)).toList();
            BundleManifest manifest = new BundleManifest(
                    patient.value(),
                    proof.channel(),
                    proof.contract(),
                    new Head(proof.head(), proof.headHash()),
                    placed,
                    missing,
                    blocks.stream()
                            .sorted(Comparator.comparingLong(HeldBlock::number))
                            .toList(),
                    reading);
            zip.put(BundleManifest.PATH, manifest.canonicalText().getBytes(StandardCharsets.UTF_8));
            zip.finish();
        }

        /** Whoever acts for the patient may do so no more once the grant ends, also of what they have begun to take. */
        private void requireOpen() {
            proxy.ifPresent(acting -> {
                Set<RecordCategory> open = opened(acting.person(), patient);
                acting.parts().stream()
                        .filter(part -> !open.contains(part))
                        .findFirst()
                        .ifPresent(part -> records.open(acting.person(), patient, part, WHAT, Optional.empty()));
            });
        }

        private ReadableRecord pages(ReadableVersions readable, LedgerProof proof) {
            List<SealId> seals = all.stream().map(RecordVersion::seal).toList();
            Map<SealId, SealState> states = transaction.call(entities -> new SealStates(entities).of(seals));
            return new ReadableRecord(
                    whose,
                    proxy.map(Proxy::name),
                    takenAt,
                    new Ledger(proof.channel(), proof.head()),
                    readable.entries(
                            anchored, states, held -> proof.blockOf(held.transaction()), DownloadRecord.this::author),
                    beside.size());
        }

        private Sealed write(RecordVersion version, SealedVersions.Opened opened, BundleZip zip) throws IOException {
            List<File> files = new ArrayList<>();
            for (SealedFile file : opened.files()) {
                write(file, zip).ifPresent(files::add);
            }
            String sha256 =
                    zip.put(Sealed.path(version.seal()), opened.content().text().getBytes(StandardCharsets.UTF_8));
            return new Sealed(
                    version.seal(),
                    sha256,
                    Base64.getEncoder().encodeToString(opened.salt().bytes()),
                    version.header(),
                    Optional.empty(),
                    files);
        }

        /** A file that is damaged or gone is left out; that its record names it shows that it is missing. */
        private Optional<File> write(SealedFile file, BundleZip zip) throws IOException {
            if (file.stored().isEmpty() || file.sha256().isEmpty()) {
                return Optional.empty();
            }
            File named = new File(plain(file.name()), file.sha256().get());
            if (zip.has(named.path())) {
                return Optional.of(named);
            }
            try (InputStream content = objects.open(
                    file.stored().get().context(), file.stored().get().address())) {
                zip.put(named.path(), content);
                return Optional.of(named);
            } catch (Refused damaged) {
                return Optional.empty();
            }
        }

        private LedgerProof prove(BundleZip zip, List<HeldBlock> blocks) throws IOException {
            try {
                return ledger.prove(
                        anchored.values(),
                        (number, block) -> blocks.add(new HeldBlock(number, put(zip, HeldBlock.path(number), block))));
            } catch (UncheckedIOException gone) {
                throw new IOException(gone.getMessage(), gone);
            }
        }

        private Sealed placed(Sealed sealed, LedgerProof proof) {
            return Optional.ofNullable(anchored.get(sealed.seal()))
                    .map(AnchoredSeal::transaction)
                    .map(transaction -> sealed.at(new Anchored(proof.blockOf(transaction), transaction)))
                    .orElse(sealed);
        }
    }

    private static String put(BundleZip zip, String path, byte[] content) {
        try {
            return zip.put(path, content);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** A name that every file system takes. */
    private static String plain(String name) {
        String plain = UNFIT.matcher(name).replaceAll("_");
        return plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
    }

    private static byte[] readme() throws IOException {
        try (InputStream text = Objects.requireNonNull(DownloadRecord.class.getResourceAsStream("readme.txt"))) {
            return text.readAllBytes();
        }
    }
}
