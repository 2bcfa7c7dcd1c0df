-- Practitioners' own keys, and signatures of theirs that a device is asked for.

ALTER TABLE passkey ALTER COLUMN patient_id DROP NOT NULL;
ALTER TABLE passkey ADD COLUMN practitioner_id uuid CONSTRAINT passkey_practitioner_fk REFERENCES practitioner;
ALTER TABLE passkey ADD CONSTRAINT passkey_one_owner CHECK (num_nonnulls(patient_id, practitioner_id) = 1);
CREATE UNIQUE INDEX passkey_practitioner_one_in_use ON passkey (practitioner_id) WHERE removed_at IS NULL;

ALTER TABLE practitioner ALTER COLUMN private_key DROP NOT NULL;
ALTER TABLE practitioner ADD COLUMN passkey_id uuid CONSTRAINT practitioner_passkey_fk REFERENCES passkey;
ALTER TABLE practitioner ADD CONSTRAINT practitioner_signs_one_way
  CHECK ((private_key IS NULL) = (passkey_id IS NOT NULL));

ALTER TABLE passkey_question ALTER COLUMN patient_id DROP NOT NULL;
ALTER TABLE passkey_question ADD COLUMN practitioner_id uuid
  CONSTRAINT passkey_question_practitioner_fk REFERENCES practitioner;
ALTER TABLE passkey_question ADD CONSTRAINT passkey_question_one_owner
  CHECK (num_nonnulls(patient_id, practitioner_id) = 1);
CREATE INDEX passkey_question_practitioner_idx ON passkey_question (practitioner_id);

-- Of a form that is posted again with the signature: which form, and what was drawn when its text was made.
ALTER TABLE passkey_question ADD COLUMN form text; -- SHA-256 of its address and fields, hexadecimal
ALTER TABLE passkey_question ADD COLUMN drawn text; -- JSON: time, salts, identifiers
ALTER TABLE passkey_question DROP CONSTRAINT passkey_question_purpose_known;
ALTER TABLE passkey_question ADD CONSTRAINT passkey_question_purpose_known
  CHECK (purpose IN ('register', 'give-access', 'revoke-access', 'remove', 'sign-form'));
ALTER TABLE passkey_question DROP CONSTRAINT passkey_question_signs;
ALTER TABLE passkey_question ADD CONSTRAINT passkey_question_signs
  CHECK ((purpose IN ('register', 'sign-form')) = (kind IS NULL));
ALTER TABLE passkey_question ADD CONSTRAINT passkey_question_of_form
  CHECK ((purpose = 'sign-form') = (form IS NOT NULL) AND (form IS NULL) = (drawn IS NULL));
ALTER TABLE passkey_question ADD CONSTRAINT passkey_question_whose_purpose
  CHECK (purpose NOT IN ('give-access', 'revoke-access') OR patient_id IS NOT NULL);
ALTER TABLE passkey_question ADD CONSTRAINT passkey_question_practitioners_purpose
  CHECK (purpose <> 'sign-form' OR practitioner_id IS NOT NULL);

ALTER TABLE ledger_outbox DROP CONSTRAINT ledger_outbox_kind_known;
ALTER TABLE ledger_outbox ADD CONSTRAINT ledger_outbox_kind_known
  CHECK (kind IN ('anchor-seal', 'anchor-root', 'register-practitioner', 'verify-practitioner', 'suspend-practitioner',
                  'change-practitioner-key', 'restore-practitioner-key',
                  'register-subject', 'change-subject-key', 'restore-subject-key', 'give-access', 'revoke-access',
                  'open-emergency', 'end-emergency', 'review-emergency'));
