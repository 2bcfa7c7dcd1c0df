-- Someone asks a patient for access. Who fits what was asked by is found out here and told to nobody: a request that nobody fits
-- waits and lapses like one that is not answered.

CREATE TABLE access_request (
  id              uuid CONSTRAINT access_request_pk PRIMARY KEY,
  version         integer NOT NULL,
  patient_id      uuid CONSTRAINT access_request_patient_fk REFERENCES patient, -- none: nobody fits
  asked_number    text, -- the hospital's number and the birth date, as the asker gave them
  asked_born      date,
  asked_page      uuid, -- or the record that was closed to the asker
  practitioner_id uuid CONSTRAINT access_request_practitioner_fk REFERENCES practitioner,
  insurer_id      uuid CONSTRAINT access_request_insurer_fk REFERENCES insurer,
  study_id        uuid CONSTRAINT access_request_study_fk REFERENCES study,
  asked_by        text NOT NULL, -- the account
  asked_at        timestamptz NOT NULL,
  asked_on        date NOT NULL, -- in the hospital's zone
  lapses_at       timestamptz NOT NULL, -- exclusive
  categories      text NOT NULL CONSTRAINT access_request_categories_named CHECK (categories <> ''),
  reason          text NOT NULL CONSTRAINT access_request_reason_said CHECK (char_length(reason) BETWEEN 10 AND 500),
  reference       text NOT NULL, -- an insurer's policy or claim
  wanted_until    date NOT NULL, -- last day
  state           text NOT NULL CONSTRAINT access_request_state_known
                  CHECK (state IN ('waiting', 'granted', 'refused', 'withdrawn', 'lapsed')),
  settled_at      timestamptz,
  refusal         text NOT NULL, -- what the patient says about it, if anything
  grant_id        uuid, -- the grant that answers it; one that waits for a signature has the same id
  CONSTRAINT access_request_one_grantee CHECK (num_nonnulls(practitioner_id, insurer_id, study_id) = 1),
  CONSTRAINT access_request_of_one_person CHECK (
    num_nonnulls(asked_number, asked_born) IN (0, 2) AND num_nonnulls(asked_number, asked_page) = 1),
  CONSTRAINT access_request_names_claim CHECK (
    (insurer_id IS NOT NULL) = (reference <> '') AND char_length(reference) <= 100),
  CONSTRAINT access_request_forward CHECK (wanted_until BETWEEN asked_on AND asked_on + 730),
  CONSTRAINT access_request_lapses CHECK (lapses_at > asked_at),
  CONSTRAINT access_request_settled_whole CHECK ((state = 'waiting') = (settled_at IS NULL)),
  CONSTRAINT access_request_granted_whole CHECK ((state = 'granted') = (grant_id IS NOT NULL)),
  CONSTRAINT access_request_refusal_bounded CHECK (
    (refusal = '' OR state = 'refused') AND char_length(refusal) <= 500),
  CONSTRAINT access_request_answered_by_someone CHECK (state NOT IN ('granted', 'refused') OR patient_id IS NOT NULL)
);
-- One that waits for each grantee: by what the asker said, so that a second is refused whether somebody fits or not.
CREATE UNIQUE INDEX access_request_one_waiting_by_facts
  ON access_request (coalesce(practitioner_id, insurer_id, study_id), asked_number, asked_born)
  WHERE state = 'waiting' AND asked_page IS NULL;
CREATE UNIQUE INDEX access_request_one_waiting_by_page
  ON access_request (coalesce(practitioner_id, insurer_id, study_id), asked_page)
  WHERE state = 'waiting' AND asked_page IS NOT NULL;
CREATE UNIQUE INDEX access_request_one_waiting_for_patient
  ON access_request (coalesce(practitioner_id, insurer_id, study_id), patient_id)
  WHERE state = 'waiting' AND patient_id IS NOT NULL;
CREATE INDEX access_request_patient_idx ON access_request (patient_id, asked_at DESC);
CREATE INDEX access_request_asker_idx ON access_request (asked_by, asked_at DESC);
CREATE INDEX access_request_grantee_idx
  ON access_request (coalesce(practitioner_id, insurer_id, study_id), asked_at DESC);
CREATE INDEX access_request_grant_idx ON access_request (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX access_request_waiting_idx ON access_request (lapses_at) WHERE state = 'waiting';
