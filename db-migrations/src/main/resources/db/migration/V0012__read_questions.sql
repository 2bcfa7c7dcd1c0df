-- A patient asks the hospital about a read; an auditor answers. One question a read.
CREATE TABLE read_question (
  entry       uuid CONSTRAINT read_question_pk PRIMARY KEY CONSTRAINT read_question_entry_fk REFERENCES access_log (entry),
  patient_id  uuid NOT NULL CONSTRAINT read_question_patient_fk REFERENCES patient,
  question    text NOT NULL CONSTRAINT read_question_short CHECK (length(question) BETWEEN 1 AND 1000),
  asked_at    timestamptz NOT NULL,
  answer      text CONSTRAINT read_question_answer_short CHECK (length(answer) BETWEEN 1 AND 2000),
  answered_by text,
  answered_at timestamptz,
  CONSTRAINT read_question_answered
    CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL))
);
CREATE INDEX read_question_waiting_idx ON read_question (asked_at) WHERE answer IS NULL;
