-- What can be measured, what was asked for, what was found.

CREATE TABLE lab_test (
  id       uuid CONSTRAINT lab_test_pk PRIMARY KEY,
  loinc    text NOT NULL CONSTRAINT lab_test_loinc_unique UNIQUE CONSTRAINT lab_test_loinc_form CHECK (loinc ~ '^[0-9]{1,7}-[0-9]$'),
  name     text NOT NULL,
  unit     text NOT NULL, -- UCUM
  decimals integer NOT NULL CONSTRAINT lab_test_decimals_sane CHECK (decimals BETWEEN 0 AND 4)
);

CREATE TABLE reference_range (
  id            uuid CONSTRAINT reference_range_pk PRIMARY KEY,
  test_id       uuid NOT NULL CONSTRAINT reference_range_test_fk REFERENCES lab_test,
  sex           text CONSTRAINT reference_range_sex_known CHECK (sex IN ('female', 'male')), -- null: any
  age_from_days integer NOT NULL,
  age_to_days   integer NOT NULL, -- exclusive
  low           numeric(12,4),
  high          numeric(12,4),
  critical_low  numeric(12,4),
  critical_high numeric(12,4),
  CONSTRAINT reference_range_forward CHECK (age_from_days < age_to_days),
  CONSTRAINT reference_range_once EXCLUDE USING gist
    (test_id WITH =, (coalesce(sex, '')) WITH =, int4range(age_from_days, age_to_days) WITH &&)
);

CREATE TABLE lab_panel (
  id       uuid CONSTRAINT lab_panel_pk PRIMARY KEY,
  code     text NOT NULL CONSTRAINT lab_panel_code_unique UNIQUE,
  name     text NOT NULL,
  specimen text NOT NULL -- kind of specimen: blood, serum, urine
);
CREATE TABLE lab_panel_test (
  panel_id uuid NOT NULL CONSTRAINT lab_panel_test_panel_fk REFERENCES lab_panel,
  test_id  uuid NOT NULL CONSTRAINT lab_panel_test_test_fk REFERENCES lab_test,
  position integer NOT NULL,
  CONSTRAINT lab_panel_test_pk PRIMARY KEY (panel_id, test_id)
);

CREATE TABLE lab_request (
  id             uuid CONSTRAINT lab_request_pk PRIMARY KEY, -- also the record id
  version        integer NOT NULL,
  patient_id     uuid NOT NULL CONSTRAINT lab_request_patient_fk REFERENCES patient,
  author_id      uuid NOT NULL CONSTRAINT lab_request_author_fk REFERENCES practitioner,
  appointment_id uuid CONSTRAINT lab_request_appointment_fk REFERENCES appointment,
  panel_id       uuid NOT NULL CONSTRAINT lab_request_panel_fk REFERENCES lab_panel,
  urgency        text NOT NULL CONSTRAINT lab_request_urgency_known CHECK (urgency IN ('routine', 'urgent', 'stat')),
  question       text NOT NULL DEFAULT '',
  state          text NOT NULL CONSTRAINT lab_request_state_known
                 CHECK (state IN ('requested', 'collected', 'entered', 'verified', 'released', 'cancelled')),
  state_reason   text NOT NULL DEFAULT '',
  sealed_version integer NOT NULL CONSTRAINT lab_request_sealed CHECK (sealed_version >= 1),
  signed_at      timestamptz NOT NULL
);
CREATE INDEX lab_request_patient_idx ON lab_request (patient_id, signed_at);
CREATE INDEX lab_request_worklist_idx ON lab_request (state, urgency, signed_at);

CREATE SEQUENCE accession_seq;
CREATE TABLE specimen (
  id           uuid CONSTRAINT specimen_pk PRIMARY KEY,
  request_id   uuid NOT NULL CONSTRAINT specimen_request_fk REFERENCES lab_request CONSTRAINT specimen_request_once UNIQUE,
  accession    text NOT NULL CONSTRAINT specimen_accession_unique UNIQUE,
  kind         text NOT NULL,
  collected_at timestamptz NOT NULL,
  collected_by text NOT NULL
);

CREATE TABLE lab_report (
  id             uuid CONSTRAINT lab_report_pk PRIMARY KEY, -- also the record id
  version        integer NOT NULL,
  request_id     uuid NOT NULL CONSTRAINT lab_report_request_fk REFERENCES lab_request CONSTRAINT lab_report_request_once UNIQUE,
  patient_id     uuid NOT NULL CONSTRAINT lab_report_patient_fk REFERENCES patient,
  state          text NOT NULL CONSTRAINT lab_report_state_known CHECK (state IN ('preliminary', 'entered', 'verified', 'released')),
  entered_by     uuid NOT NULL CONSTRAINT lab_report_enterer_fk REFERENCES practitioner,
  entered_at     timestamptz NOT NULL,
  verified_by    uuid CONSTRAINT lab_report_verifier_fk REFERENCES practitioner,
  verified_at    timestamptz,
  released_at    timestamptz,
  remark         text NOT NULL DEFAULT '',
  sent_back_because text NOT NULL DEFAULT '',
  sealed_version integer NOT NULL DEFAULT 0,
  CONSTRAINT lab_report_four_eyes CHECK (verified_by IS NULL OR verified_by <> entered_by),
  CONSTRAINT lab_report_verified CHECK ((state IN ('verified', 'released')) = (verified_by IS NOT NULL AND verified_at IS NOT NULL)),
  CONSTRAINT lab_report_released CHECK ((state = 'released') = (released_at IS NOT NULL AND sealed_version >= 1))
);
CREATE INDEX lab_report_patient_idx ON lab_report (patient_id, released_at);

-- Everyone who ever entered something in a report, also what another replaced later.
CREATE TABLE lab_report_enterer (
  report_id       uuid NOT NULL CONSTRAINT lab_report_enterer_report_fk REFERENCES lab_report,
  practitioner_id uuid NOT NULL CONSTRAINT lab_report_enterer_practitioner_fk REFERENCES practitioner,
  CONSTRAINT lab_report_enterer_pk PRIMARY KEY (report_id, practitioner_id)
);

CREATE TABLE lab_result (
  id            uuid CONSTRAINT lab_result_pk PRIMARY KEY,
  report_id     uuid NOT NULL CONSTRAINT lab_result_report_fk REFERENCES lab_report,
  test_id       uuid NOT NULL CONSTRAINT lab_result_test_fk REFERENCES lab_test,
  position      integer NOT NULL,
  value         numeric(14,4), -- null: could not be measured, the comment says why
  unit          text NOT NULL, -- UCUM, as it was when entered
  low           numeric(12,4),
  high          numeric(12,4),
  flag          text NOT NULL CONSTRAINT lab_result_flag_known CHECK (flag IN ('N', 'L', 'H', 'LL', 'HH', 'NA')), -- NA: no range
  comment       text NOT NULL DEFAULT '',
  entered_by    uuid NOT NULL CONSTRAINT lab_result_enterer_fk REFERENCES practitioner,
  CONSTRAINT lab_result_once UNIQUE (report_id, test_id),
  CONSTRAINT lab_result_value_or_reason CHECK (value IS NOT NULL OR (comment <> '' AND flag = 'NA'))
);

-- Who entered a single result, now or earlier, may not verify the report either, and who verified it may not enter one.
CREATE FUNCTION lab_report_refuse_own_verification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.verified_by IS NOT NULL
     AND (EXISTS (SELECT FROM lab_result WHERE report_id = NEW.id AND entered_by = NEW.verified_by)
          OR EXISTS (SELECT FROM lab_report_enterer WHERE report_id = NEW.id AND practitioner_id = NEW.verified_by)) THEN
    RAISE EXCEPTION 'new row for relation "lab_report" violates check constraint "lab_report_four_eyes"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'lab_report_four_eyes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lab_report_four_eyes_on_results BEFORE INSERT OR UPDATE ON lab_report
  FOR EACH ROW EXECUTE FUNCTION lab_report_refuse_own_verification();

CREATE FUNCTION lab_result_refuse_verifier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM lab_report WHERE id = NEW.report_id AND verified_by = NEW.entered_by) THEN
    RAISE EXCEPTION 'new row for relation "lab_result" violates check constraint "lab_report_four_eyes"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'lab_report_four_eyes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lab_result_four_eyes BEFORE INSERT OR UPDATE OF entered_by ON lab_result
  FOR EACH ROW EXECUTE FUNCTION lab_result_refuse_verifier();

CREATE TABLE attachment (
  id          uuid CONSTRAINT attachment_pk PRIMARY KEY,
  patient_id  uuid NOT NULL CONSTRAINT attachment_patient_fk REFERENCES patient,
  report_id   uuid NOT NULL CONSTRAINT attachment_report_fk REFERENCES lab_report,
  name        text NOT NULL,
  media_type  text NOT NULL,
  size        bigint NOT NULL,
  sha256      text NOT NULL CONSTRAINT attachment_sha256_hex CHECK (sha256 ~ '^[0-9a-f]{64}$'), -- of the plain bytes
  object      text NOT NULL, -- address of the encrypted object
  added_by    uuid NOT NULL CONSTRAINT attachment_adder_fk REFERENCES practitioner,
  added_at    timestamptz NOT NULL
);
CREATE INDEX attachment_report_idx ON attachment (report_id);
