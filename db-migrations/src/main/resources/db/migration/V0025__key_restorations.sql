-- Who lost their passkey comes to a key that the portal keeps, by the word of two practitioners.

CREATE TABLE key_restoration (
  id                uuid CONSTRAINT key_restoration_pk PRIMARY KEY,
  patient_id        uuid CONSTRAINT key_restoration_patient_fk REFERENCES patient,
  practitioner_id   uuid CONSTRAINT key_restoration_practitioner_fk REFERENCES practitioner,
  lost              text NOT NULL, -- thumbprint of the key that is gone
  reason            text NOT NULL CONSTRAINT key_restoration_reason_filled CHECK (reason <> ''),
  next_public_key   text NOT NULL, -- the key that the portal keeps once both have signed
  next_thumbprint   text NOT NULL,
  next_private_key  bytea NOT NULL, -- encrypted under the vault's master key
  opened_by         uuid NOT NULL CONSTRAINT key_restoration_opened_by_fk REFERENCES practitioner,
  opened_at         timestamptz NOT NULL,
  expires_at        timestamptz NOT NULL,
  first_witness_id  uuid CONSTRAINT key_restoration_first_witness_fk REFERENCES practitioner,
  first_text        text,
  first_signature   text,
  first_at          timestamptz,
  second_witness_id uuid CONSTRAINT key_restoration_second_witness_fk REFERENCES practitioner,
  second_text       text,
  second_signature  text,
  second_at         timestamptz, -- with this one it is done
  dropped_at        timestamptz,
  CONSTRAINT key_restoration_one_holder CHECK (num_nonnulls(patient_id, practitioner_id) = 1),
  CONSTRAINT key_restoration_first_whole
    CHECK (num_nonnulls(first_witness_id, first_text, first_signature, first_at) IN (0, 4)),
  CONSTRAINT key_restoration_second_whole
    CHECK (num_nonnulls(second_witness_id, second_text, second_signature, second_at) IN (0, 4)),
  CONSTRAINT key_restoration_in_order CHECK (second_at IS NULL OR first_at IS NOT NULL),
  CONSTRAINT key_restoration_two_witnesses CHECK (first_witness_id <> second_witness_id),
  CONSTRAINT key_restoration_not_the_holder
    CHECK (opened_by <> practitioner_id AND first_witness_id <> practitioner_id AND second_witness_id <> practitioner_id),
  CONSTRAINT key_restoration_in_time CHECK (first_at < expires_at AND second_at < expires_at),
  CONSTRAINT key_restoration_one_end CHECK (second_at IS NULL OR dropped_at IS NULL)
);
CREATE UNIQUE INDEX key_restoration_one_open_of_patient ON key_restoration (patient_id)
  WHERE second_at IS NULL AND dropped_at IS NULL;
CREATE UNIQUE INDEX key_restoration_one_open_of_practitioner ON key_restoration (practitioner_id)
  WHERE second_at IS NULL AND dropped_at IS NULL;
