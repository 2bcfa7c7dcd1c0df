-- To whom else a patient can give access: a department, an insurer, a research study, a person who acts for the patient; and
-- to one record alone.

CREATE TABLE insurer (
  id   uuid CONSTRAINT insurer_pk PRIMARY KEY,
  name text NOT NULL CONSTRAINT insurer_name_unique UNIQUE
       CONSTRAINT insurer_name_filled CHECK (name <> '')
);

-- Whose account works for which insurer. One account, one insurer.
CREATE TABLE insurer_member (
  account    text CONSTRAINT insurer_member_pk PRIMARY KEY, -- OIDC preferred_username
  insurer_id uuid NOT NULL CONSTRAINT insurer_member_insurer_fk REFERENCES insurer
);

CREATE TABLE study (
  id           uuid CONSTRAINT study_pk PRIMARY KEY,
  title        text NOT NULL CONSTRAINT study_title_unique UNIQUE
               CONSTRAINT study_title_filled CHECK (title <> ''),
  sponsor      text NOT NULL CONSTRAINT study_sponsor_filled CHECK (sponsor <> ''),
  approval     text NOT NULL CONSTRAINT study_approval_filled CHECK (approval <> ''), -- the ethics committee's reference
  ends_on      date NOT NULL -- last day on which data may be read for it
);

CREATE TABLE study_member (
  account  text NOT NULL,
  study_id uuid NOT NULL CONSTRAINT study_member_study_fk REFERENCES study,
  CONSTRAINT study_member_pk PRIMARY KEY (account, study_id)
);

ALTER TABLE access_grant
  ALTER COLUMN practitioner_id DROP NOT NULL,
  ADD COLUMN department_id uuid CONSTRAINT access_grant_department_fk REFERENCES department,
  ADD COLUMN insurer_id    uuid CONSTRAINT access_grant_insurer_fk REFERENCES insurer,
  ADD COLUMN study_id      uuid CONSTRAINT access_grant_study_fk REFERENCES study,
  ADD COLUMN proxy_id      uuid CONSTRAINT access_grant_proxy_fk REFERENCES patient,
  ADD COLUMN record_id     uuid, -- the only record of those categories that it opens; none: all of them
  ADD CONSTRAINT access_grant_one_grantee
    CHECK (num_nonnulls(practitioner_id, department_id, insurer_id, study_id, proxy_id) = 1),
  ADD CONSTRAINT access_grant_purpose_of_grantee
    CHECK (CASE WHEN insurer_id IS NOT NULL THEN purpose = 'claims'
                WHEN study_id IS NOT NULL THEN purpose = 'research'
                ELSE purpose = 'treatment' END),
  ADD CONSTRAINT access_grant_visit_is_to_practitioner CHECK (appointment_id IS NULL OR practitioner_id IS NOT NULL),
  ADD CONSTRAINT access_grant_not_to_oneself CHECK (proxy_id <> patient_id);
CREATE INDEX access_grant_department_idx ON access_grant (department_id, valid_until) WHERE department_id IS NOT NULL;
CREATE INDEX access_grant_insurer_idx ON access_grant (insurer_id, valid_until) WHERE insurer_id IS NOT NULL;
CREATE INDEX access_grant_study_idx ON access_grant (study_id, valid_until) WHERE study_id IS NOT NULL;
CREATE INDEX access_grant_proxy_idx ON access_grant (proxy_id, valid_until) WHERE proxy_id IS NOT NULL;

ALTER TABLE awaited_grant
  ALTER COLUMN practitioner_id DROP NOT NULL,
  ADD COLUMN department_id uuid CONSTRAINT awaited_grant_department_fk REFERENCES department,
  ADD COLUMN insurer_id    uuid CONSTRAINT awaited_grant_insurer_fk REFERENCES insurer,
  ADD COLUMN study_id      uuid CONSTRAINT awaited_grant_study_fk REFERENCES study,
  ADD COLUMN proxy_id      uuid CONSTRAINT awaited_grant_proxy_fk REFERENCES patient,
  ADD COLUMN record_id     uuid,
  ADD COLUMN purpose       text NOT NULL DEFAULT 'treatment',
  ADD CONSTRAINT awaited_grant_one_grantee
    CHECK (num_nonnulls(practitioner_id, department_id, insurer_id, study_id, proxy_id) = 1),
  ADD CONSTRAINT awaited_grant_purpose_of_grantee
    CHECK (CASE WHEN insurer_id IS NOT NULL THEN purpose = 'claims'
                WHEN study_id IS NOT NULL THEN purpose = 'research'
                ELSE purpose = 'treatment' END),
  ADD CONSTRAINT awaited_grant_not_to_oneself CHECK (proxy_id <> patient_id);
