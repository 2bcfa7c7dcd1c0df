-- Statements that only the patient's passkey can sign, and has not yet.

-- A grant that holds for nobody until it is signed; then it becomes an access_grant of the same id.
CREATE TABLE awaited_grant (
  id              uuid CONSTRAINT awaited_grant_pk PRIMARY KEY,
  ledger_id       uuid NOT NULL CONSTRAINT awaited_grant_ledger_id_once UNIQUE,
  patient_id      uuid NOT NULL CONSTRAINT awaited_grant_patient_fk REFERENCES patient,
  practitioner_id uuid NOT NULL CONSTRAINT awaited_grant_practitioner_fk REFERENCES practitioner,
  appointment_id  uuid CONSTRAINT awaited_grant_appointment_fk REFERENCES appointment,
  categories      text NOT NULL, -- sorted, comma-separated; 'all' alone means everything
  valid_from      timestamptz NOT NULL,
  valid_until     timestamptz NOT NULL,
  asked_by        text NOT NULL,
  asked_at        timestamptz NOT NULL,
  CONSTRAINT awaited_grant_forward CHECK (valid_from < valid_until)
);
CREATE INDEX awaited_grant_patient_idx ON awaited_grant (patient_id);
CREATE INDEX awaited_grant_appointment_idx ON awaited_grant (appointment_id);

-- A grant that has ended here, at once, and not yet on the ledger.
CREATE TABLE awaited_revocation (
  grant_id        uuid CONSTRAINT awaited_revocation_pk PRIMARY KEY
                  CONSTRAINT awaited_revocation_grant_fk REFERENCES access_grant,
  patient_id      uuid NOT NULL CONSTRAINT awaited_revocation_patient_fk REFERENCES patient
);
CREATE INDEX awaited_revocation_patient_idx ON awaited_revocation (patient_id);
