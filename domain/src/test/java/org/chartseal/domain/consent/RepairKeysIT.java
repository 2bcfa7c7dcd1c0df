package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.consent.GrantedKeysFixture.Sealed;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.Opener;
import org.chartseal.domain.documents.RepairKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody writes into the rows of keys: the monitor names it, and the keys can be made again out of one that is good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepairKeysIT {

    private static final String BYTES = "UPDATE object_wrap SET wrap = decode(repeat('00', 80), 'hex')";

    private final GrantedKeysFixture fixture = new GrantedKeysFixture();
    private Sealed object =
            new Sealed(new ObjectContext(new UUID(0, 0), new UUID(0, 0), 1), new ObjectAddress("0".repeat(64)));
    private GrantId grant = new GrantId(new UUID(0, 0));

    @AfterAll
    void close() {
        fixture.close();
    }

    @BeforeEach
    void another() {
        fixture.nextPatient();
        object = fixture.seal(RecordCategory.NOTES);
        grant = fixture.give(fixture.doctor, What.everything());
    }

    private int repair() {
        return fixture.call(entities -> new RepairKeys(
                        entities, fixture.objects, fixture.objects.vault(), UUID::randomUUID, fixture.clock)
                .repair(object.context(), object.address()));
    }

    private String where(String holder) {
        return " WHERE address = '" + object.address() + "' AND wrap IS NOT NULL"
                + " AND recipient_id IN (SELECT id FROM key_recipient WHERE holder = '" + holder + "')";
    }

    private void assertAllOpen() {
        assertThat(fixture.damage(object)).isEmpty();
        for (Opener opener : new Opener[] {Opener.HOSPITAL, Opener.PATIENT, GrantedKeysFixture.keyOf(fixture.doctor)}) {
            assertThat(fixture.open(opener, object)).as(opener.toString()).isEqualTo("content");
        }
    }

    @ParameterizedTest
    @CsvSource({"organisation", "patient", "practitioner"})
    void aDamagedKeyIsNamedAndMadeAgain(String holder) {
        fixture.force(BYTES + where(holder));
        assertThat(fixture.damage(object)).contains(ObjectDamage.KEY_DAMAGED);
        assertThat(repair()).as("one destroyed, one made").isEqualTo(2);
        assertAllOpen();
    }

    @ParameterizedTest
    @CsvSource({"organisation", "patient", "practitioner"})
    void aMissingKeyIsNamedAndMadeAgain(String holder) {
        fixture.force("DELETE FROM object_wrap" + where(holder));
        assertThat(fixture.damage(object)).contains(ObjectDamage.KEY_MISSING);
        assertThat(repair()).isEqualTo(1);
        assertAllOpen();
    }

    @Test
    void theKeyOfWhoHasNoAccessIsNamedAndDestroyed() {
        fixture.revoke(grant);
        fixture.force(
                "UPDATE object_wrap SET wrap = w.wrap, destroyed_at = NULL FROM object_wrap w WHERE w.address = object_wrap.address"
                        + " AND w.wrap IS NOT NULL AND object_wrap.wrap IS NULL AND object_wrap.address = '"
                        + object.address() + "'");
        assertThat(fixture.damage(object)).isPresent();
        assertThat(repair()).isEqualTo(1);
        assertThat(fixture.damage(object)).isEmpty();
        assertThat(fixture.open(GrantedKeysFixture.keyOf(fixture.doctor), object))
                .isEqualTo(ObjectDamage.KEY_MISSING.code());
    }

    @Test
    void aSoundKeyOfWhoHasNoAccessIsSuperfluous() {
        fixture.force("UPDATE access_grant SET revoked_at = given_at, vault_mark = NULL WHERE id = '" + grant + "'");
        assertThat(fixture.damage(object)).contains(ObjectDamage.KEY_SUPERFLUOUS);
        assertThat(repair()).isEqualTo(1);
        assertThat(fixture.damage(object)).isEmpty();
    }

    @Test
    void theKeyForAnotherPatientIsTakenAway() {
        Sealed mine = object;
        fixture.nextPatient();
        fixture.seal(RecordCategory.NOTES);
        fixture.force(
                "UPDATE object_wrap SET recipient_id = (SELECT id FROM key_recipient WHERE holder = 'patient' AND patient_id = '"
                        + fixture.patient + "')" + where("patient"));
        assertThat(fixture.damage(mine)).contains(ObjectDamage.KEY_OF_ANOTHER_PATIENT);
        assertThat(repair()).isEqualTo(2);
        assertThat(fixture.damage(mine)).isEqualTo(Optional.empty());
    }

    @Test
    void withNoGoodKeyNothingIsDone() {
        fixture.force(BYTES + where("organisation"));
        fixture.force(BYTES + where("patient"));
        assertThatThrownBy(this::repair).hasMessageContaining("repair-key-lost");
        assertThat(fixture.open(GrantedKeysFixture.keyOf(fixture.doctor), object))
                .as("the grantee's own is left alone")
                .isEqualTo("content");
    }
}
