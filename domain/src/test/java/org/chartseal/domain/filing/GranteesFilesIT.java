package org.chartseal.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.Test;

/** A file is opened by the key of who was given access to it. */
class GranteesFilesIT extends FilingFixture {

    @Test
    void whatOnlyAWorkingRowPermitsOpensWithThePatientAndTheHospitalAlone() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        sign(id);
        FiledFileId file = read(clinic.osei, id).file().id();

        refused(ObjectDamage.KEY_MISSING.code(), () -> opened(clinic.osei, file, 0));
        refused(ObjectDamage.KEY_MISSING.code(), () -> opened(clinic.osei, file, 1));
        assertThat(opened(self(), file, 0)).isEqualTo(PDF);

        give();

        assertThat(opened(clinic.osei, file, 0)).isEqualTo(PDF);
        assertThat(opened(clinic.osei, file, 1)).hasSize(PDF.length - 1);
        DocumentId later = draft(RecordCategory.DOCUMENTS);
        sign(later);
        FiledFileId second = read(clinic.osei, later).file().id();
        assertThat(opened(clinic.osei, second, 0)).isEqualTo(PDF);
        refused(ObjectDamage.KEY_MISSING.code(), () -> opened(clinic.haas, second, 0));
    }

    /** The grant that stands in the clinic's rows, as if it had been given by the patient. */
    private void give() {
        clinic.database.transact(entities -> clinic.objects
                .granted(entities)
                .given(TestPeople.id("grant " + clinic.osei.account()), clinic.patient.value()));
    }

    private byte[] opened(Actor actor, FiledFileId file, long from) {
        return clinic.database.inTransaction(entities -> {
            ReadDocuments documents = new ReadDocuments(
                    entities,
                    clinic.door(entities),
                    new AccessPolicy(entities, TestPeople.CLOCK),
                    clinic.objects.keys(entities),
                    TestClinic.CLOCK);
            var opened = documents.open(actor, file, sha256 -> false);
            try (InputStream in = opened.reading().open(from, opened.size() - from)) {
                return in.readAllBytes();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }
}
