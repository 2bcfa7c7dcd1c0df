package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.UUID;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.GrantedKeysFixture.Sealed;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.Opener;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody writes grants into the database, and what the projection says of them with it. They open nothing that is encrypted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedGrantsIT {

    private static final String NO_KEY = ObjectDamage.KEY_MISSING.code();

    private final GrantedKeysFixture fixture = new GrantedKeysFixture();
    private final Opener doctor = GrantedKeysFixture.keyOf(fixture.doctor);

    @AfterAll
    void close() {
        fixture.close();
    }

    @BeforeEach
    void another() {
        fixture.nextPatient();
    }

    private String forge(String categories) {
        String id = UUID.randomUUID().toString();
        fixture.sql("""
                INSERT INTO access_grant (id, version, patient_id, practitioner_id, categories, purpose, valid_from, valid_until,
                                          given_by, given_at, ledger_id)
                VALUES ('%s', 0, '%s', '%s', '%s', 'treatment', '2026-11-20', '2027-11-20', 'patient', '2026-11-20',
                        gen_random_uuid())
                """.formatted(id, fixture.patient, fixture.doctor.id(), categories));
        return id;
    }

    private void bringInStep() {
        fixture.transact(
                entities -> fixture.objects.granted(entities, fixture.clock).bringInStep(fixture.patient.value()));
        fixture.keepInStep();
    }

    @Test
    void aForgedGrantPassesThePolicyAndOpensNothingThatIsSealed() {
        Sealed before = fixture.seal(RecordCategory.NOTES);
        forge("all");
        Sealed after = fixture.seal(RecordCategory.NOTES);
        bringInStep();
        Actor actor = Actor.practitioner("osei", Role.DOCTOR, new PractitionerId(fixture.doctor.id()));
        Opener opener = fixture.call(entities -> {
            AccessDecision decision = new AccessPolicy(entities, fixture.clock)
                    .decide(actor, fixture.patient, RecordCategory.NOTES, Purpose.TREATMENT, fixture.clock.instant());
            return OpenedBy.of((Allowed) decision, entities);
        });
        assertThat(opener).isEqualTo(doctor);
        assertThat(fixture.open(opener, before)).isEqualTo(NO_KEY);
        assertThat(fixture.open(opener, after)).isEqualTo(NO_KEY);
        assertThat(fixture.damage(before)).as("nobody is missing a key").isEmpty();
    }

    @Test
    void aMarkOfAnotherGrantIsNone() {
        Sealed before = fixture.seal(RecordCategory.MENTAL_HEALTH);
        GrantId real = fixture.give(fixture.doctor, What.of(EnumSet.of(RecordCategory.NOTES)));
        String forged = forge("mental-health");
        fixture.sql("UPDATE access_grant SET vault_mark = (SELECT vault_mark FROM access_grant WHERE id = '" + real
                + "') WHERE id = '" + forged + "'");
        Sealed after = fixture.seal(RecordCategory.MENTAL_HEALTH);
        bringInStep();
        assertThat(fixture.open(doctor, before)).isEqualTo(NO_KEY);
        assertThat(fixture.open(doctor, after)).isEqualTo(NO_KEY);
    }

    @Test
    void aGrantThatSomebodyMakesWiderOrLongerGetsNoFurtherKeys() {
        for (String change : new String[] {
            "categories = 'mental-health,notes'",
            "valid_until = valid_until + interval '1 year', categories = 'mental-health'"
        }) {
            fixture.nextPatient();
            Sealed before = fixture.seal(RecordCategory.MENTAL_HEALTH);
            GrantId grant = fixture.give(fixture.doctor, What.of(EnumSet.of(RecordCategory.NOTES)));
            fixture.tellLedger(grant);
            fixture.sql("UPDATE access_grant SET " + change + " WHERE id = '" + grant + "'");
            Sealed after = fixture.seal(RecordCategory.MENTAL_HEALTH);
            bringInStep();
            fixture.sql("UPDATE access_grant SET vault_mark = NULL WHERE id = '" + grant + "'");
            bringInStep();
            assertThat(fixture.open(doctor, before)).as(change).isEqualTo(NO_KEY);
            assertThat(fixture.open(doctor, after)).as(change).isEqualTo(NO_KEY);
        }
    }

    @Test
    void aRevocationThatSomebodyUndoesGivesNothingBack() {
        Sealed object = fixture.seal(RecordCategory.NOTES);
        GrantId grant = fixture.give(fixture.doctor, What.everything());
        fixture.revoke(grant);
        fixture.sql("UPDATE access_grant SET revoked_at = NULL, revoked_because = NULL WHERE id = '" + grant + "'");
        Sealed after = fixture.seal(RecordCategory.NOTES);
        bringInStep();
        assertThat(fixture.open(doctor, object)).isEqualTo(NO_KEY);
        assertThat(fixture.open(doctor, after)).isEqualTo(NO_KEY);
        assertThat(fixture.open(Opener.HOSPITAL, after)).isEqualTo("content");
    }
}
