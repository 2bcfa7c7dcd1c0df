-- Problems, allergies, notes, prescriptions, laboratory requests.

CREATE TABLE allergy (
  id           uuid CONSTRAINT allergy_pk PRIMARY KEY,
  version      integer NOT NULL,
  patient_id   uuid NOT NULL CONSTRAINT allergy_patient_fk REFERENCES patient,
  substance    text NOT NULL CONSTRAINT allergy_substance_filled CHECK (substance <> ''),
  atc_prefix   text NOT NULL DEFAULT '', -- the class of medicines that it forbids, for example J01C
  reaction     text NOT NULL DEFAULT '',
  criticality  text NOT NULL CONSTRAINT allergy_criticality_known CHECK (criticality IN ('low', 'high', 'unable-to-assess')),
  status       text NOT NULL CONSTRAINT allergy_status_known CHECK (status IN ('active', 'resolved', 'entered-in-error')),
  recorded_by  uuid NOT NULL CONSTRAINT allergy_recorder_fk REFERENCES practitioner,
  recorded_at  timestamptz NOT NULL,
  ended_by     uuid CONSTRAINT allergy_ender_fk REFERENCES practitioner,
  ended_at     timestamptz,
  CONSTRAINT allergy_ended CHECK ((status = 'active') = (ended_by IS NULL) AND (ended_by IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX allergy_active_once ON allergy (patient_id, lower(substance)) WHERE status = 'active';
CREATE INDEX allergy_patient_idx ON allergy (patient_id);

CREATE TABLE problem (
  id          uuid CONSTRAINT problem_pk PRIMARY KEY,
  version     integer NOT NULL,
  patient_id  uuid NOT NULL CONSTRAINT problem_patient_fk REFERENCES patient,
  code        text NOT NULL DEFAULT '', -- ICD-10
  description text NOT NULL CONSTRAINT problem_description_filled CHECK (description <> ''),
  onset       date,
  status      text NOT NULL CONSTRAINT problem_status_known CHECK (status IN ('active', 'resolved', 'entered-in-error')),
  recorded_by uuid NOT NULL CONSTRAINT problem_recorder_fk REFERENCES practitioner,
  recorded_at timestamptz NOT NULL,
  ended_by    uuid CONSTRAINT problem_ender_fk REFERENCES practitioner,
  ended_at    timestamptz,
  CONSTRAINT problem_ended CHECK ((status = 'active') = (ended_by IS NULL) AND (ended_by IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX problem_active_once ON problem (patient_id, lower(description)) WHERE status = 'active';
CREATE INDEX problem_patient_idx ON problem (patient_id);

CREATE TABLE consultation_note (
  id             uuid CONSTRAINT consultation_note_pk PRIMARY KEY, -- also the record id
  version        integer NOT NULL,
  patient_id     uuid NOT NULL CONSTRAINT consultation_note_patient_fk REFERENCES patient,
  author_id      uuid NOT NULL CONSTRAINT consultation_note_author_fk REFERENCES practitioner,
  appointment_id uuid CONSTRAINT consultation_note_appointment_fk REFERENCES appointment,
  reason         text NOT NULL DEFAULT '',
  history        text NOT NULL DEFAULT '',
  findings       text NOT NULL DEFAULT '',
  assessment     text NOT NULL DEFAULT '',
  plan           text NOT NULL DEFAULT '',
  state          text NOT NULL CONSTRAINT consultation_note_state_known CHECK (state IN ('draft', 'signed')),
  amendment_reason text NOT NULL DEFAULT '', -- why the newest sealed version replaced the one before
  sealed_version integer NOT NULL DEFAULT 0,
  started_at     timestamptz NOT NULL,
  changed_at     timestamptz NOT NULL,
  signed_at      timestamptz,
  CONSTRAINT consultation_note_signed CHECK ((state = 'signed') = (signed_at IS NOT NULL AND sealed_version >= 1)),
  CONSTRAINT consultation_note_amended CHECK ((sealed_version > 1) = (amendment_reason <> ''))
);
CREATE INDEX consultation_note_patient_idx ON consultation_note (patient_id, changed_at);
CREATE UNIQUE INDEX consultation_note_draft_once ON consultation_note (patient_id, author_id) WHERE state = 'draft';

-- What an amendment replaced: it stays readable beside it.
CREATE TABLE consultation_note_version (
  note_id          uuid NOT NULL CONSTRAINT consultation_note_version_note_fk REFERENCES consultation_note,
  sealed_version   integer NOT NULL CONSTRAINT consultation_note_version_from_one CHECK (sealed_version >= 1),
  reason           text NOT NULL,
  history          text NOT NULL,
  findings         text NOT NULL,
  assessment       text NOT NULL,
  plan             text NOT NULL,
  amendment_reason text NOT NULL,
  signed_at        timestamptz NOT NULL,
  CONSTRAINT consultation_note_version_pk PRIMARY KEY (note_id, sealed_version)
);
CREATE TRIGGER consultation_note_version_immutable BEFORE UPDATE OR DELETE ON consultation_note_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE formulary_item (
  id             uuid CONSTRAINT formulary_item_pk PRIMARY KEY,
  atc            text NOT NULL,
  name           text NOT NULL,          -- international non-proprietary name
  form           text NOT NULL,          -- tablet, capsule, solution …
  strength       text NOT NULL,          -- for people, for example 500 mg
  dose_unit      text NOT NULL,          -- UCUM, or {tablet}
  routes         text NOT NULL,          -- comma-separated codes, first is usual
  default_dose   numeric(10,3),
  default_frequency text,
  default_days   integer,
  search_text    text NOT NULL,
  CONSTRAINT formulary_item_unique UNIQUE (atc, name, form, strength)
);
CREATE INDEX formulary_item_search_trgm ON formulary_item USING gin (search_text gin_trgm_ops);

CREATE TABLE prescription (
  id               uuid CONSTRAINT prescription_pk PRIMARY KEY, -- also the record id
  version          integer NOT NULL,
  patient_id       uuid NOT NULL CONSTRAINT prescription_patient_fk REFERENCES patient,
  author_id        uuid NOT NULL CONSTRAINT prescription_author_fk REFERENCES practitioner,
  appointment_id   uuid CONSTRAINT prescription_appointment_fk REFERENCES appointment,
  formulary_item_id uuid NOT NULL CONSTRAINT prescription_item_fk REFERENCES formulary_item,
  dose_value       numeric(10,3) NOT NULL CONSTRAINT prescription_dose_positive CHECK (dose_value > 0),
  dose_unit        text NOT NULL,
  route            text NOT NULL,
  frequency        text NOT NULL, -- code, for example BID
  duration_days    integer CONSTRAINT prescription_duration_sane CHECK (duration_days BETWEEN 1 AND 730),
  quantity         integer NOT NULL CONSTRAINT prescription_quantity_sane CHECK (quantity BETWEEN 1 AND 10000),
  refills          integer NOT NULL CONSTRAINT prescription_refills_sane CHECK (refills BETWEEN 0 AND 12),
  instructions     text NOT NULL DEFAULT '',
  alerts           text NOT NULL DEFAULT '', -- codes that the checks raised, comma-separated
  override_reason  text NOT NULL DEFAULT '',
  state            text NOT NULL CONSTRAINT prescription_state_known CHECK (state IN ('active', 'discontinued')),
  state_reason     text NOT NULL DEFAULT '',
  sealed_version   integer NOT NULL CONSTRAINT prescription_sealed CHECK (sealed_version >= 1),
  signed_at        timestamptz NOT NULL,
  ends_on          date, -- last day covered with refills; open-ended without a duration
  discontinued_by  uuid CONSTRAINT prescription_discontinuer_fk REFERENCES practitioner,
  discontinued_at  timestamptz,
  CONSTRAINT prescription_discontinued CHECK (
    (state = 'discontinued') = (discontinued_by IS NOT NULL AND discontinued_at IS NOT NULL)),
  CONSTRAINT prescription_override_has_reason CHECK (alerts = '' OR override_reason <> ''),
  CONSTRAINT prescription_discontinued_has_reason CHECK (state = 'active' OR state_reason <> '')
);
CREATE INDEX prescription_patient_idx ON prescription (patient_id, signed_at);
