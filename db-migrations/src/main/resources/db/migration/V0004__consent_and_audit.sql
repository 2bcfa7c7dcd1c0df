-- Who may read, and who did.

CREATE TABLE access_grant (
  id              uuid CONSTRAINT access_grant_pk PRIMARY KEY, -- also the grant's name on the ledger
  version         integer NOT NULL,
  patient_id      uuid NOT NULL CONSTRAINT access_grant_patient_fk REFERENCES patient,
  practitioner_id uuid NOT NULL CONSTRAINT access_grant_practitioner_fk REFERENCES practitioner,
  appointment_id  uuid CONSTRAINT access_grant_appointment_fk REFERENCES appointment, -- set when it came with a booking
  categories      text NOT NULL, -- sorted, comma-separated; 'all' alone means everything
  purpose         text NOT NULL CONSTRAINT access_grant_purpose_known CHECK (purpose IN ('treatment', 'claims', 'research')),
  valid_from      timestamptz NOT NULL,
  valid_until     timestamptz NOT NULL,
  given_by        text NOT NULL,
  given_at        timestamptz NOT NULL,
  revoked_at      timestamptz,
  CONSTRAINT access_grant_forward CHECK (valid_from < valid_until)
);
CREATE INDEX access_grant_lookup_idx ON access_grant (patient_id, practitioner_id);
CREATE INDEX access_grant_practitioner_idx ON access_grant (practitioner_id, valid_until);

-- Every read, and every refused one. Durable before content goes out.
CREATE TABLE access_log (
  id              bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT access_log_pk PRIMARY KEY,
  at              timestamptz NOT NULL,
  account         text NOT NULL,
  role            text NOT NULL,
  practitioner_id uuid,
  patient_id      uuid NOT NULL, -- no foreign key: an attempt on an id that does not exist is kept too
  category        text NOT NULL,
  what            text NOT NULL, -- code of what was opened, for example chart, lab-report
  record_id       uuid,
  purpose         text NOT NULL,
  basis           text NOT NULL, -- self, grant, laboratory, reception, audit, … or the refusal's code
  basis_id        uuid,          -- the grant or request that it rests on
  allowed         boolean NOT NULL
);
CREATE INDEX access_log_patient_idx ON access_log (patient_id, at DESC);
CREATE INDEX access_log_at_idx ON access_log (at DESC);
CREATE TRIGGER access_log_immutable BEFORE UPDATE OR DELETE ON access_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was done (not read): by whom, on what, when.
CREATE TABLE activity_log (
  id      bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT activity_log_pk PRIMARY KEY,
  at      timestamptz NOT NULL,
  account text NOT NULL,
  action  text NOT NULL,
  subject text NOT NULL,
  detail  text NOT NULL DEFAULT '' -- a reason someone gave, for example
);
CREATE TRIGGER activity_log_immutable BEFORE UPDATE OR DELETE ON activity_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
