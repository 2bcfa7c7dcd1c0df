-- Access that a practitioner takes in an emergency, without the patient's grant, and what the patient is told.

CREATE TABLE emergency_access (
  id              uuid CONSTRAINT emergency_access_pk PRIMARY KEY, -- also its name on the ledger
  version         integer NOT NULL,
  patient_id      uuid NOT NULL CONSTRAINT emergency_access_patient_fk REFERENCES patient,
  practitioner_id uuid NOT NULL CONSTRAINT emergency_access_practitioner_fk REFERENCES practitioner,
  department_id   uuid NOT NULL CONSTRAINT emergency_access_department_fk REFERENCES department, -- theirs at that time
  reason          text NOT NULL CONSTRAINT emergency_access_reason_said CHECK (char_length(reason) BETWEEN 10 AND 500),
  reason_salt     bytea NOT NULL CONSTRAINT emergency_access_reason_salted CHECK (octet_length(reason_salt) = 32),
  minutes         integer NOT NULL CONSTRAINT emergency_access_minutes_bounded CHECK (minutes BETWEEN 1 AND 240),
  opened_at       timestamptz NOT NULL,
  open_until      timestamptz NOT NULL, -- exclusive
  ended_at        timestamptz,          -- set when it ended before its minutes had passed
  anchoring       text NOT NULL CONSTRAINT emergency_access_anchoring_known
                  -- whether the ledger held it before content opened; nothing opens on one that waits or was refused
                  CHECK (anchoring IN ('waiting', 'before', 'later', 'refused')),
  reviewer_id     uuid CONSTRAINT emergency_access_reviewer_fk REFERENCES practitioner,
  reviewed_at     timestamptz,
  outcome         text CONSTRAINT emergency_access_outcome_known CHECK (outcome IN ('justified', 'not-justified')),
  note            text CONSTRAINT emergency_access_note_bounded CHECK (char_length(note) <= 500),
  note_salt       bytea CONSTRAINT emergency_access_note_salted CHECK (octet_length(note_salt) = 32),
  CONSTRAINT emergency_access_ends CHECK (
    open_until = coalesce(ended_at, opened_at + minutes * INTERVAL '1 minute')
    AND open_until BETWEEN opened_at AND opened_at + minutes * INTERVAL '1 minute'),
  CONSTRAINT emergency_access_one_open EXCLUDE USING gist (
    practitioner_id WITH =, patient_id WITH =, tstzrange(opened_at, open_until) WITH &&),
  CONSTRAINT emergency_access_review_whole CHECK (
    num_nulls(reviewer_id, reviewed_at, outcome, note, note_salt) IN (0, 5)),
  CONSTRAINT emergency_access_reviewed_by_another CHECK (reviewer_id <> practitioner_id),
  CONSTRAINT emergency_access_review_says_why CHECK (outcome <> 'not-justified' OR char_length(note) >= 10)
);
CREATE INDEX emergency_access_patient_idx ON emergency_access (patient_id, opened_at DESC);
CREATE INDEX emergency_access_opened_idx ON emergency_access (opened_at DESC);
CREATE INDEX emergency_access_unreviewed_idx ON emergency_access (opened_at) WHERE reviewed_at IS NULL;

-- What a patient is told by the portal, until they have seen it.
CREATE TABLE patient_notice (
  id         uuid CONSTRAINT patient_notice_pk PRIMARY KEY,
  patient_id uuid NOT NULL CONSTRAINT patient_notice_patient_fk REFERENCES patient,
  at         timestamptz NOT NULL,
  kind       text NOT NULL CONSTRAINT patient_notice_kind_known CHECK (kind IN ('emergency-opened', 'emergency-reviewed')),
  about      uuid NOT NULL, -- the emergency access, which has the facts
  seen_at    timestamptz,
  CONSTRAINT patient_notice_told_once UNIQUE (kind, about)
);
CREATE INDEX patient_notice_unseen_idx ON patient_notice (patient_id, at DESC) WHERE seen_at IS NULL;
