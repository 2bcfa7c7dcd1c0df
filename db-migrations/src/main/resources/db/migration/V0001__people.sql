-- Who the hospital knows: departments, rooms, practitioners, patients.
-- Names are kept as people write them, in any script; search goes over a folded copy.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE department (
  id   uuid CONSTRAINT department_pk PRIMARY KEY,
  code text NOT NULL CONSTRAINT department_code_unique UNIQUE,
  name text NOT NULL
);

CREATE TABLE room (
  id            uuid CONSTRAINT room_pk PRIMARY KEY,
  department_id uuid NOT NULL CONSTRAINT room_department_fk REFERENCES department,
  name          text NOT NULL CONSTRAINT room_name_unique UNIQUE
);

CREATE TABLE practitioner (
  id               uuid CONSTRAINT practitioner_pk PRIMARY KEY, -- also the name on the ledger
  version          integer NOT NULL,
  account          text CONSTRAINT practitioner_account_unique UNIQUE, -- OIDC preferred_username
  prefix           text NOT NULL DEFAULT '',
  given_name       text NOT NULL CONSTRAINT practitioner_given_name_filled CHECK (given_name <> ''),
  family_name      text NOT NULL CONSTRAINT practitioner_family_name_filled CHECK (family_name <> ''),
  profession       text NOT NULL CONSTRAINT practitioner_profession_known
                   CHECK (profession IN ('physician', 'lab-technician', 'lab-scientist')),
  speciality       text NOT NULL DEFAULT '',
  department_id    uuid NOT NULL CONSTRAINT practitioner_department_fk REFERENCES department,
  licence_number   text CONSTRAINT practitioner_licence_number_unique UNIQUE,
  licence_issuer   text,
  licensed_until   date,
  state            text NOT NULL CONSTRAINT practitioner_state_known
                   CHECK (state IN ('registered', 'verified', 'suspended')),
  verified_by      text,
  verified_at      timestamptz,
  public_key       text NOT NULL,  -- X.509 SubjectPublicKeyInfo, Base64
  key_thumbprint   text NOT NULL,  -- SHA-256 of it, hexadecimal
  private_key      bytea NOT NULL, -- encrypted under the vault's master key
  registered_at    timestamptz NOT NULL,
  CONSTRAINT practitioner_verified_has_licence CHECK (
    state <> 'verified' OR (licence_number IS NOT NULL AND licence_issuer IS NOT NULL AND licensed_until IS NOT NULL
                            AND verified_by IS NOT NULL AND verified_at IS NOT NULL))
);

CREATE TABLE patient (
  id             uuid CONSTRAINT patient_pk PRIMARY KEY,
  version        integer NOT NULL,
  number         text NOT NULL CONSTRAINT patient_number_unique UNIQUE, -- the hospital's own, for people to read aloud
  account        text CONSTRAINT patient_account_unique UNIQUE,         -- OIDC preferred_username
  given_name     text NOT NULL,
  family_name    text NOT NULL CONSTRAINT patient_family_name_filled CHECK (family_name <> ''),
  birth_date     date NOT NULL CONSTRAINT patient_birth_date_sane CHECK (birth_date >= DATE '1880-01-01'),
  sex            text NOT NULL CONSTRAINT patient_sex_known CHECK (sex IN ('female', 'male', 'other', 'unknown')),
  phone          text NOT NULL DEFAULT '',
  email          text NOT NULL DEFAULT '',
  address        text NOT NULL DEFAULT '',
  language       text NOT NULL DEFAULT '',
  ledger_subject uuid NOT NULL CONSTRAINT patient_ledger_subject_unique UNIQUE, -- pseudonym on the ledger
  public_key     text NOT NULL,
  key_thumbprint text NOT NULL,
  private_key    bytea NOT NULL,
  registered_by  text NOT NULL,
  registered_at  timestamptz NOT NULL,
  search_text    text NOT NULL -- folded names, number, phone, identifiers; kept by the application
);
CREATE INDEX patient_search_trgm ON patient USING gin (search_text gin_trgm_ops);
CREATE INDEX patient_birth_date_idx ON patient (birth_date);
CREATE SEQUENCE patient_number_seq START 100001;

CREATE TABLE patient_identifier (
  patient_id uuid NOT NULL CONSTRAINT patient_identifier_patient_fk REFERENCES patient,
  system     text NOT NULL, -- who issues it: a code such as national, passport, insurance
  value      text NOT NULL CONSTRAINT patient_identifier_value_filled CHECK (value <> ''),
  CONSTRAINT patient_identifier_pk PRIMARY KEY (patient_id, system, value),
  CONSTRAINT patient_identifier_unique UNIQUE (system, value)
);

-- More ways to reach a patient than the one telephone and the one e-mail address above.
CREATE TABLE patient_contact (
  patient_id uuid NOT NULL CONSTRAINT patient_contact_patient_fk REFERENCES patient,
  system     text NOT NULL CONSTRAINT patient_contact_system_known CHECK (system IN ('phone', 'email')),
  value      text NOT NULL CONSTRAINT patient_contact_value_filled CHECK (value <> ''),
  whose      text NOT NULL,
  CONSTRAINT patient_contact_pk PRIMARY KEY (patient_id, system, value, whose)
);
