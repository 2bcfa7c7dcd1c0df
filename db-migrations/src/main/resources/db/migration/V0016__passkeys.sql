-- Patients' own keys. A patient's statements are signed by a key that the portal keeps, or by the passkey named here.

CREATE TABLE passkey (
  id             uuid CONSTRAINT passkey_pk PRIMARY KEY,
  patient_id     uuid NOT NULL CONSTRAINT passkey_patient_fk REFERENCES patient,
  credential     text NOT NULL CONSTRAINT passkey_credential_unique UNIQUE, -- its id at the device, Base64url
  name           text NOT NULL CONSTRAINT passkey_name_filled CHECK (name <> ''),
  public_key     text NOT NULL CONSTRAINT passkey_public_key_unique UNIQUE, -- X.509 SubjectPublicKeyInfo, Base64
  relying_party  text NOT NULL,
  origins        text NOT NULL, -- sorted, separated by spaces
  registered_at  timestamptz NOT NULL,
  last_used_at   timestamptz,
  removed_at     timestamptz
);
CREATE UNIQUE INDEX passkey_one_in_use ON passkey (patient_id) WHERE removed_at IS NULL;

ALTER TABLE patient ALTER COLUMN private_key DROP NOT NULL;
ALTER TABLE patient ADD COLUMN passkey_id uuid CONSTRAINT patient_passkey_fk REFERENCES passkey;
ALTER TABLE patient ADD CONSTRAINT patient_signs_one_way CHECK ((private_key IS NULL) = (passkey_id IS NOT NULL));

-- What a device was asked for: a new passkey, or a signature. Each is answered once, and not later than it may be.
CREATE TABLE passkey_question (
  id           uuid CONSTRAINT passkey_question_pk PRIMARY KEY,
  patient_id   uuid NOT NULL CONSTRAINT passkey_question_patient_fk REFERENCES patient,
  purpose      text NOT NULL CONSTRAINT passkey_question_purpose_known
               CHECK (purpose IN ('register', 'give-access', 'revoke-access', 'remove')),
  about        uuid NOT NULL, -- the new passkey, the grant, or the passkey that is to be removed
  asked        text NOT NULL, -- of a registration what the device was asked; else the text that is to be signed
  kind         text, -- of the message to the ledger that the signature completes
  subject      text,
  payload      text,
  next_public_key  text,  -- of a removal: the key that the portal keeps from then on
  next_thumbprint  text,
  next_private_key bytea, -- encrypted under the vault's master key
  asked_at     timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  answered_at  timestamptz,
  CONSTRAINT passkey_question_message CHECK ((kind IS NULL) = (subject IS NULL) AND (kind IS NULL) = (payload IS NULL)),
  CONSTRAINT passkey_question_signs CHECK ((purpose = 'register') = (kind IS NULL)),
  CONSTRAINT passkey_question_next_key CHECK (
    (purpose = 'remove') = (next_public_key IS NOT NULL)
    AND (next_public_key IS NULL) = (next_thumbprint IS NULL)
    AND (next_public_key IS NULL) = (next_private_key IS NULL)),
  CONSTRAINT passkey_question_answered_in_time CHECK (answered_at < expires_at)
);
CREATE INDEX passkey_question_patient_idx ON passkey_question (patient_id);

ALTER TABLE ledger_outbox DROP CONSTRAINT ledger_outbox_kind_known;
ALTER TABLE ledger_outbox ADD CONSTRAINT ledger_outbox_kind_known
  CHECK (kind IN ('anchor-seal', 'anchor-root', 'register-practitioner', 'verify-practitioner', 'suspend-practitioner',
                  'register-subject', 'change-subject-key', 'give-access', 'revoke-access',
                  'open-emergency', 'end-emergency', 'review-emergency'));
