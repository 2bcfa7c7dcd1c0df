-- What an insurer covers of a patient, kept at the desk; and what a doctor claims of it for a visit: a draft until it is signed, then
-- sealed. An amendment is a new sealed version; a withdrawal is one too, and the last.
CREATE TABLE coverage (
  id          uuid        NOT NULL CONSTRAINT coverage_pk PRIMARY KEY,
  version     integer     NOT NULL,
  patient_id  uuid        NOT NULL CONSTRAINT coverage_patient_fk REFERENCES patient,
  insurer_id  uuid        NOT NULL CONSTRAINT coverage_insurer_fk REFERENCES insurer,
  number      text        NOT NULL CONSTRAINT coverage_numbered CHECK (number <> '' AND number = btrim(number)),
  valid_from  date        NOT NULL CONSTRAINT coverage_from_sane CHECK (valid_from >= DATE '1900-01-01'),
  valid_until date, -- the last day; nothing where the end is open
  entered_by  text        NOT NULL,
  entered_at  timestamptz NOT NULL,
  CONSTRAINT coverage_of_patient UNIQUE (id, patient_id),
  CONSTRAINT coverage_period_not_empty CHECK (valid_until >= valid_from),
  -- A family may share a number, so it is of one patient.
  CONSTRAINT coverage_not_overlapping EXCLUDE USING gist
    (patient_id WITH =, insurer_id WITH =, number WITH =, daterange(valid_from, valid_until, '[]') WITH &&)
);

CREATE TABLE claim (
  id             uuid        NOT NULL CONSTRAINT claim_pk PRIMARY KEY,
  version        integer     NOT NULL,
  patient_id     uuid        NOT NULL CONSTRAINT claim_patient_fk REFERENCES patient,
  author_id      uuid        NOT NULL CONSTRAINT claim_author_fk REFERENCES practitioner,
  appointment_id uuid        NOT NULL CONSTRAINT claim_appointment_fk REFERENCES appointment,
  served_on      date        NOT NULL, -- the day of the visit in the hospital's zone
  coverage_id    uuid        NOT NULL,
  insurer_id     uuid        NOT NULL CONSTRAINT claim_insurer_fk REFERENCES insurer,
  number         text        NOT NULL CONSTRAINT claim_numbered CHECK (number <> ''), -- this and the next two as the coverage had them
  covered_from   date        NOT NULL,
  covered_until  date,
  currency       text        NOT NULL CONSTRAINT claim_currency_iso_4217 CHECK (currency ~ '^[A-Z]{3}$'),
  remark         text        NOT NULL,
  reason         text        NOT NULL, -- why the newest version replaced the one before; empty for the first
  state          text        NOT NULL CONSTRAINT claim_state_known CHECK (state IN ('draft', 'signed', 'withdrawn')),
  sealed_version integer     NOT NULL CONSTRAINT claim_sealed_from_none CHECK (sealed_version >= 0),
  begun_at       timestamptz NOT NULL,
  signed_at      timestamptz,
  CONSTRAINT claim_coverage_fk FOREIGN KEY (coverage_id, patient_id) REFERENCES coverage (id, patient_id),
  CONSTRAINT claim_covered_that_day CHECK (covered_from <= served_on AND (covered_until IS NULL OR covered_until >= served_on)),
  CONSTRAINT claim_signed_when_sealed
    CHECK ((state = 'draft') = (sealed_version = 0) AND (state = 'draft') = (signed_at IS NULL)),
  CONSTRAINT claim_withdrawn_with_reason CHECK (state <> 'withdrawn' OR reason <> '')
);
CREATE UNIQUE INDEX claim_once ON claim (appointment_id, coverage_id) WHERE state <> 'withdrawn';
CREATE INDEX claim_patient_idx ON claim (patient_id, signed_at DESC);
CREATE INDEX claim_coverage_idx ON claim (coverage_id);

CREATE TABLE claim_diagnosis (
  claim_id    uuid    NOT NULL CONSTRAINT claim_diagnosis_claim_fk REFERENCES claim,
  position    integer NOT NULL CONSTRAINT claim_diagnosis_from_none CHECK (position >= 0),
  code        text    NOT NULL, -- ICD-10; empty when there is none
  description text    NOT NULL CONSTRAINT claim_diagnosis_described CHECK (description <> ''),
  CONSTRAINT claim_diagnosis_pk PRIMARY KEY (claim_id, position)
);

CREATE TABLE claim_item (
  claim_id uuid          NOT NULL CONSTRAINT claim_item_claim_fk REFERENCES claim,
  position integer       NOT NULL CONSTRAINT claim_item_from_none CHECK (position >= 0),
  service  text          NOT NULL CONSTRAINT claim_item_named CHECK (service <> ''),
  code     text          NOT NULL, -- that of a kind of visit; empty for any other service
  quantity numeric(8,3)  NOT NULL CONSTRAINT claim_item_some CHECK (quantity > 0),
  price    numeric(12,4) NOT NULL CONSTRAINT claim_item_price_sane CHECK (price >= 0), -- of one, in the claim's currency
  CONSTRAINT claim_item_pk PRIMARY KEY (claim_id, position)
);

-- Records of the visit that bear the claim out, by their identifiers alone: whoever reads the claim reads none of them by it.
CREATE TABLE claim_support (
  claim_id uuid    NOT NULL CONSTRAINT claim_support_claim_fk REFERENCES claim,
  position integer NOT NULL CONSTRAINT claim_support_from_none CHECK (position >= 0),
  kind     text    NOT NULL CONSTRAINT claim_support_kind_known CHECK (kind IN ('note', 'lab-report')),
  record   uuid    NOT NULL,
  CONSTRAINT claim_support_pk PRIMARY KEY (claim_id, position)
);

ALTER TABLE record_version DROP CONSTRAINT record_version_type_known;
ALTER TABLE record_version ADD CONSTRAINT record_version_type_known
  CHECK (type IN ('note', 'prescription', 'lab-request', 'lab-report', 'document', 'claim'));

-- The insurer's number in a claim says who the participant of a study is.
ALTER TABLE access_grant ADD CONSTRAINT access_grant_no_claims_to_study
  CHECK (study_id IS NULL OR NOT 'claims' = ANY (string_to_array(categories, ',')));
ALTER TABLE awaited_grant ADD CONSTRAINT awaited_grant_no_claims_to_study
  CHECK (study_id IS NULL OR NOT 'claims' = ANY (string_to_array(categories, ',')));

CREATE TRIGGER claim_noted AFTER UPDATE OR DELETE ON claim
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('id');
CREATE TRIGGER claim_diagnosis_noted AFTER INSERT OR UPDATE OR DELETE ON claim_diagnosis
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('claim_id');
CREATE TRIGGER claim_item_noted AFTER INSERT OR UPDATE OR DELETE ON claim_item
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('claim_id');
CREATE TRIGGER claim_support_noted AFTER INSERT OR UPDATE OR DELETE ON claim_support
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('claim_id');

CREATE TRIGGER coverage_patient_id_not_erased BEFORE INSERT OR UPDATE OF patient_id ON coverage
  FOR EACH ROW EXECUTE FUNCTION refuse_erased_patient('patient_id');
CREATE TRIGGER claim_patient_id_not_erased BEFORE INSERT OR UPDATE OF patient_id ON claim
  FOR EACH ROW EXECUTE FUNCTION refuse_erased_patient('patient_id');

-- A patient's erasure takes claims and coverages as well; what points at another comes before it.
DO $$
DECLARE
  body   text := pg_get_functiondef('erase_patient(uuid, timestamptz)'::regprocedure);
  change text[];
BEGIN
  FOREACH change SLICE 1 IN ARRAY ARRAY[
    ['    UNION SELECT id FROM filed_document WHERE patient_id = person.id',
     '
    UNION SELECT id FROM claim WHERE patient_id = person.id'],
    ['    UNION SELECT id FROM problem WHERE patient_id = person.id',
     '
    UNION SELECT id FROM coverage WHERE patient_id = person.id'],
    ['    [''filed_document'', ''patient_id = $1''],',
     '
    [''claim_diagnosis'', ''claim_id IN (SELECT id FROM claim WHERE patient_id = $1)''],
    [''claim_item'', ''claim_id IN (SELECT id FROM claim WHERE patient_id = $1)''],
    [''claim_support'', ''claim_id IN (SELECT id FROM claim WHERE patient_id = $1)''],
    [''claim'', ''patient_id = $1''],
    [''coverage'', ''patient_id = $1''],']]
  LOOP
    IF position(change[1] IN body) = 0 THEN
      RAISE EXCEPTION 'erase_patient is not as it was expected: %', change[1];
    END IF;
    body := replace(body, change[1], change[1] || change[2]);
  END LOOP;
  EXECUTE body;
END $$;
