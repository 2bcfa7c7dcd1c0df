-- People who act for a patient: in which relationship, on whose word and by which document, and that nobody acts for a minor
-- beyond the day on which they come of age.

CREATE TABLE hospital_rule (
  single          boolean CONSTRAINT hospital_rule_pk PRIMARY KEY DEFAULT true CONSTRAINT hospital_rule_one CHECK (single),
  age_of_majority integer NOT NULL DEFAULT 18
                  CONSTRAINT hospital_rule_age_of_majority_sane CHECK (age_of_majority BETWEEN 14 AND 25)
);
COMMENT ON COLUMN hospital_rule.age_of_majority IS 'in years, as the law of the hospital''s country has it';
INSERT INTO hospital_rule DEFAULT VALUES;

ALTER TABLE access_grant
  ADD COLUMN relationship text,
  ADD COLUMN confirmed_by text, -- account of who saw the document; none where the patient named the person themselves
  ADD COLUMN document_kind text,
  ADD COLUMN document_reference text;
UPDATE access_grant SET relationship = 'carer' WHERE proxy_id IS NOT NULL;
ALTER TABLE access_grant
  ADD CONSTRAINT access_grant_relationship_known CHECK (relationship IN ('parent', 'carer', 'representative')),
  ADD CONSTRAINT access_grant_relationship_of_proxy CHECK ((proxy_id IS NULL) = (relationship IS NULL)),
  ADD CONSTRAINT access_grant_document_known
    CHECK (document_kind IN ('birth-certificate', 'adoption-papers', 'court-order', 'guardianship-certificate')),
  ADD CONSTRAINT access_grant_document_whole CHECK (num_nonnulls(confirmed_by, document_kind, document_reference) IN (0, 3)),
  ADD CONSTRAINT access_grant_document_filled CHECK (confirmed_by <> '' AND document_reference <> ''),
  ADD CONSTRAINT access_grant_document_of_proxy CHECK (confirmed_by IS NULL OR proxy_id IS NOT NULL),
  ADD CONSTRAINT access_grant_parent_has_document CHECK (relationship <> 'parent' OR confirmed_by IS NOT NULL),
  ADD CONSTRAINT access_grant_proxy_knows_whom
    CHECK (proxy_id IS NULL
           OR (record_id IS NULL AND string_to_array(categories, ',') && ARRAY ['all', 'demographics']));

ALTER TABLE awaited_grant
  ADD COLUMN relationship text,
  ADD COLUMN confirmed_by text,
  ADD COLUMN document_kind text,
  ADD COLUMN document_reference text;
UPDATE awaited_grant SET relationship = 'carer' WHERE proxy_id IS NOT NULL;
ALTER TABLE awaited_grant
  ADD CONSTRAINT awaited_grant_relationship_known CHECK (relationship IN ('parent', 'carer', 'representative')),
  ADD CONSTRAINT awaited_grant_relationship_of_proxy CHECK ((proxy_id IS NULL) = (relationship IS NULL)),
  ADD CONSTRAINT awaited_grant_document_known
    CHECK (document_kind IN ('birth-certificate', 'adoption-papers', 'court-order', 'guardianship-certificate')),
  ADD CONSTRAINT awaited_grant_document_whole CHECK (num_nonnulls(confirmed_by, document_kind, document_reference) IN (0, 3)),
  ADD CONSTRAINT awaited_grant_document_filled CHECK (confirmed_by <> '' AND document_reference <> ''),
  ADD CONSTRAINT awaited_grant_document_of_proxy CHECK (confirmed_by IS NULL OR proxy_id IS NOT NULL),
  ADD CONSTRAINT awaited_grant_parent_has_document CHECK (relationship <> 'parent' OR confirmed_by IS NOT NULL),
  ADD CONSTRAINT awaited_grant_proxy_knows_whom
    CHECK (proxy_id IS NULL
           OR (record_id IS NULL AND string_to_array(categories, ',') && ARRAY ['all', 'demographics']));

-- Who was confirmed by a document acts for a minor, and who was named before the patient came of age does too: both end on that
-- day. The day begins with the hospital's own midnight, which is not known here; where it begins last on earth is the latest
-- that it can. What is decided on a read is exact, and follows a birth date that is corrected later.
CREATE FUNCTION check_proxy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_age timestamptz;
  given_by text := coalesce(to_jsonb(NEW) ->> 'given_by', to_jsonb(NEW) ->> 'asked_by');
BEGIN
  SELECT (p.birth_date + make_interval(years => r.age_of_majority))::timestamp AT TIME ZONE 'Etc/GMT+12'
    INTO of_age FROM patient p, hospital_rule r WHERE p.id = NEW.patient_id;
  IF (NEW.confirmed_by IS NOT NULL OR NEW.valid_from < of_age - interval '26 hours') AND NEW.valid_until > of_age THEN
    RAISE EXCEPTION 'nobody acts for a minor beyond the day on which they come of age'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'proxy_ends_at_majority', TABLE = TG_TABLE_NAME;
  END IF;
  IF EXISTS (SELECT FROM patient p WHERE p.id = NEW.proxy_id AND p.account IN (given_by, NEW.confirmed_by)) THEN
    RAISE EXCEPTION 'nobody makes themselves someone''s proxy'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'proxy_not_by_oneself', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER access_grant_proxy_new BEFORE INSERT ON access_grant
  FOR EACH ROW WHEN (NEW.proxy_id IS NOT NULL) EXECUTE FUNCTION check_proxy();
CREATE TRIGGER access_grant_proxy_changed BEFORE UPDATE ON access_grant
  FOR EACH ROW WHEN (NEW.proxy_id IS NOT NULL
    AND (NEW.proxy_id, NEW.patient_id, NEW.valid_from, NEW.valid_until, NEW.given_by)
        IS DISTINCT FROM (OLD.proxy_id, OLD.patient_id, OLD.valid_from, OLD.valid_until, OLD.given_by)
     OR NEW.confirmed_by IS DISTINCT FROM OLD.confirmed_by)
  EXECUTE FUNCTION check_proxy();
CREATE TRIGGER awaited_grant_proxy BEFORE INSERT OR UPDATE ON awaited_grant
  FOR EACH ROW WHEN (NEW.proxy_id IS NOT NULL) EXECUTE FUNCTION check_proxy();

-- Whom a patient could not name: each wrong pair of number and birth date counts, and only so many are answered in a day.
CREATE TABLE proxy_try (
  id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT proxy_try_pk PRIMARY KEY,
  patient_id uuid NOT NULL CONSTRAINT proxy_try_patient_fk REFERENCES patient,
  at         timestamptz NOT NULL
);
CREATE INDEX proxy_try_patient_idx ON proxy_try (patient_id, at);
CREATE TRIGGER proxy_try_immutable BEFORE UPDATE OR DELETE ON proxy_try
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
