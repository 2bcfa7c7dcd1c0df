-- By which code those who work on a study know a patient who does not open who they are. Drawn at random, for each study.

CREATE TABLE study_participant (
  study_id   uuid NOT NULL CONSTRAINT study_participant_study_fk REFERENCES study,
  patient_id uuid NOT NULL CONSTRAINT study_participant_patient_fk REFERENCES patient,
  code       text NOT NULL CONSTRAINT study_participant_code_formed CHECK (code ~ '^[0-9A-F]{4}-[0-9A-F]{4}$'),
  CONSTRAINT study_participant_pk PRIMARY KEY (study_id, patient_id),
  CONSTRAINT study_participant_code_unique UNIQUE (study_id, code)
);
