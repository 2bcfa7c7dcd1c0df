-- Keys of objects for those to whom a patient gave access. Who they are follows from the grants, by wraps_due and by nothing else.

ALTER TABLE key_recipient
  ADD COLUMN practitioner_id uuid CONSTRAINT key_recipient_practitioner_fk REFERENCES practitioner,
  ADD COLUMN department_id   uuid CONSTRAINT key_recipient_department_fk REFERENCES department,
  ADD COLUMN insurer_id      uuid CONSTRAINT key_recipient_insurer_fk REFERENCES insurer,
  ADD COLUMN study_id        uuid CONSTRAINT key_recipient_study_fk REFERENCES study,
  DROP CONSTRAINT key_recipient_holder_known,
  DROP CONSTRAINT key_recipient_of_patient,
  DROP CONSTRAINT key_recipient_organisation_stays,
  DROP CONSTRAINT key_recipient_patient_once,
  ADD CONSTRAINT key_recipient_holder_known
    CHECK (holder IN ('organisation', 'patient', 'practitioner', 'department', 'insurer', 'study', 'proxy')),
  ADD CONSTRAINT key_recipient_of_holder
    CHECK (num_nonnulls(patient_id, practitioner_id, department_id, insurer_id, study_id)
             = CASE holder WHEN 'organisation' THEN 0 ELSE 1 END
           AND CASE holder WHEN 'practitioner' THEN practitioner_id IS NOT NULL
                           WHEN 'department' THEN department_id IS NOT NULL
                           WHEN 'insurer' THEN insurer_id IS NOT NULL
                           WHEN 'study' THEN study_id IS NOT NULL
                           WHEN 'organisation' THEN true
                           ELSE patient_id IS NOT NULL END),
  ADD CONSTRAINT key_recipient_only_persons_go CHECK (holder IN ('patient', 'proxy') OR destroyed_at IS NULL);
COMMENT ON COLUMN key_recipient.patient_id IS 'whom objects are about; of a proxy the person who acts for others';
CREATE UNIQUE INDEX key_recipient_once
  ON key_recipient (holder, (coalesce(patient_id, practitioner_id, department_id, insurer_id, study_id)));
CREATE INDEX key_recipient_patient_idx ON key_recipient (patient_id) WHERE patient_id IS NOT NULL;

-- To which part of the patient's record an object belongs, and which record a grant for that one alone names.
ALTER TABLE object_key
  ADD COLUMN category text CONSTRAINT object_key_category_known
    CHECK (category IN ('notes', 'medication', 'laboratory', 'imaging', 'documents', 'claims',
                        'mental-health', 'reproductive-health', 'genetics')),
  ADD COLUMN part_of uuid,
  ADD CONSTRAINT object_key_part_whole CHECK ((category IS NULL) = (part_of IS NULL));
COMMENT ON COLUMN object_key.category IS 'none: no grant opens it, as of a file that has not arrived whole';

ALTER TABLE object_key DISABLE TRIGGER USER;
UPDATE object_key k
   SET part_of = v.record_id,
       category = coalesce(n.category, q.category, o.category, d.category,
                           CASE v.type WHEN 'note' THEN 'notes' WHEN 'prescription' THEN 'medication'
                                       WHEN 'document' THEN 'documents' WHEN 'claim' THEN 'claims' ELSE 'laboratory' END)
  FROM record_version v
  LEFT JOIN consultation_note n ON n.id = v.record_id
  LEFT JOIN lab_request q ON q.id = v.record_id
  LEFT JOIN lab_report r ON r.id = v.record_id
  LEFT JOIN lab_request o ON o.id = r.request_id
  LEFT JOIN filed_document d ON d.id = v.record_id
 WHERE v.object = k.address;
UPDATE object_key k SET part_of = a.id, category = a.category FROM attachment a WHERE a.object = k.address;
UPDATE object_key k SET part_of = d.id, category = d.category
  FROM filed_file f JOIN filed_document d ON d.id = f.document_id WHERE f.object = k.address;
ALTER TABLE object_key ENABLE TRIGGER USER;

-- A wrap that was destroyed stays as a row, and another may follow it: access that is given again.
ALTER TABLE object_wrap DROP CONSTRAINT object_wrap_pk;
ALTER TABLE object_wrap ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT object_wrap_pk PRIMARY KEY;
CREATE UNIQUE INDEX object_wrap_once ON object_wrap (address, recipient_id) WHERE wrap IS NOT NULL;
CREATE INDEX object_wrap_address_idx ON object_wrap (address);

-- The vault's word that the portal wrote this grant as its row says it, with the patient's signature, or found it so on the ledger. While
-- it is there, wraps are kept in step with the grant; it goes when they are gone.
ALTER TABLE access_grant
  ADD COLUMN vault_mark bytea
    CONSTRAINT access_grant_mark_form CHECK (get_byte(vault_mark, 0) BETWEEN 1 AND octet_length(vault_mark) - 2);
CREATE INDEX access_grant_marked_idx ON access_grant (patient_id) WHERE vault_mark IS NOT NULL;

-- What the mark is over.
CREATE FUNCTION grant_terms(marked uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws(' ', g.id, g.ledger_id, g.patient_id,
                   coalesce('practitioner ' || g.practitioner_id, 'department ' || g.department_id, 'insurer ' || g.insurer_id,
                            'study ' || g.study_id, 'proxy ' || g.proxy_id),
                   g.categories, coalesce(g.record_id::text, 'all'),
                   (extract(epoch FROM g.valid_from) * 1000)::bigint, (extract(epoch FROM g.valid_until) * 1000)::bigint,
                   CASE WHEN g.confirmed_by IS NULL THEN 'named' ELSE 'confirmed' END)
    FROM access_grant g WHERE g.id = marked
$$;

-- Whether a grant opens what belongs to that part and that record. A grant for everything opens no sensitive part.
CREATE FUNCTION grant_opens(categories text, only_record uuid, part text, record uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT part IS NOT NULL
     AND CASE WHEN categories = 'all' THEN part NOT IN ('claims', 'mental-health', 'reproductive-health', 'genetics')
              ELSE part = ANY (string_to_array(categories, ',')) END
     AND (only_record IS NULL OR only_record = record)
$$;

-- A patient's grants that have not ended, on the ledger already or not: by their period, by the coming of age of who was a minor, by
-- being taken away here or on the ledger, or because the person who acted is being erased.
CREATE FUNCTION grants_in_force(whose uuid, at timestamptz, hospital_zone text)
  RETURNS TABLE (id uuid, holder text, holder_id uuid, categories text, record_id uuid, vault_mark bytea) LANGUAGE sql STABLE AS $$
  SELECT g.id,
         CASE WHEN g.practitioner_id IS NOT NULL THEN 'practitioner' WHEN g.department_id IS NOT NULL THEN 'department'
              WHEN g.insurer_id IS NOT NULL THEN 'insurer' WHEN g.study_id IS NOT NULL THEN 'study' ELSE 'proxy' END,
         coalesce(g.practitioner_id, g.department_id, g.insurer_id, g.study_id, g.proxy_id),
         g.categories, g.record_id, g.vault_mark
    FROM access_grant g
    JOIN patient p ON p.id = g.patient_id
   CROSS JOIN hospital_rule r
   CROSS JOIN LATERAL (SELECT (p.birth_date + make_interval(years => r.age_of_majority)) AT TIME ZONE hospital_zone) AS of_age (reached)
   WHERE g.patient_id = whose AND g.revoked_at IS NULL AND g.valid_until > at
     AND (g.proxy_id IS NULL OR of_age.reached > at OR (g.confirmed_by IS NULL AND g.valid_from >= of_age.reached))
     AND NOT EXISTS (SELECT FROM ledger_grant l WHERE l.id = g.ledger_id AND l.revoked_block IS NOT NULL)
     AND NOT EXISTS (SELECT FROM patient a WHERE a.id = g.proxy_id AND a.erased_at IS NOT NULL)
     AND NOT EXISTS (SELECT FROM erasure e WHERE e.patient_id = g.proxy_id AND e.begun_at IS NOT NULL)
$$;

-- For whom else the keys of a patient's objects are to be wrapped, and which grants say so.
CREATE FUNCTION wraps_due(whose uuid, at timestamptz, hospital_zone text)
  RETURNS TABLE (address text, grant_id uuid, holder text, holder_id uuid) LANGUAGE sql STABLE AS $$
  SELECT k.address, g.id, g.holder, g.holder_id
    FROM grants_in_force(whose, at, hospital_zone) g
    JOIN object_key k ON k.patient_id = whose AND k.destroyed_at IS NULL
                     AND grant_opens(g.categories, g.record_id, k.category, k.part_of)
   WHERE g.vault_mark IS NOT NULL
$$;

-- Who gives or ends access waits for those who are sealing something about the patient, and they for the first; those who seal do not
-- wait for each other. Whatever is asked after this sees what the other did. An erasure is waited for as well.
CREATE FUNCTION lock_wraps(whose uuid, changing boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM patient p WHERE p.id = whose FOR KEY SHARE;
  IF changing THEN
    PERFORM pg_advisory_xact_lock(39, hashtext(whose::text));
  ELSE
    PERFORM pg_advisory_xact_lock_shared(39, hashtext(whose::text));
  END IF;
END $$;

-- Who is to open what is being sealed, as far as a grant says so; nobody's grant changes until the caller's transaction ends.
CREATE FUNCTION grantees_of(whose uuid, part text, record uuid, at timestamptz, hospital_zone text)
  RETURNS TABLE (grant_id uuid, holder text, holder_id uuid, terms text, vault_mark bytea) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_wraps(whose, false);
  RETURN QUERY SELECT g.id, g.holder, g.holder_id, grant_terms(g.id), g.vault_mark
                 FROM grants_in_force(whose, at, hospital_zone) g
                WHERE g.vault_mark IS NOT NULL AND grant_opens(g.categories, g.record_id, part, record);
END $$;

-- No patient gets the key of another's object, nobody one without a grant, and what was destroyed gets no new wrap.
CREATE OR REPLACE FUNCTION refuse_strangers_wrap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  k object_key;
  r key_recipient;
BEGIN
  SELECT * INTO k FROM object_key WHERE address = NEW.address;
  SELECT * INTO r FROM key_recipient WHERE id = NEW.recipient_id;
  IF k.destroyed_at IS NOT NULL OR r.destroyed_at IS NOT NULL OR (r.holder = 'patient' AND r.patient_id <> k.patient_id) THEN
    RAISE EXCEPTION 'new row for relation "object_wrap" violates check constraint "object_wrap_of_its_patient"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'object_wrap_of_its_patient';
  END IF;
  IF r.holder NOT IN ('organisation', 'patient')
     AND NOT EXISTS (SELECT FROM access_grant g
                      WHERE g.patient_id = k.patient_id AND g.revoked_at IS NULL AND g.vault_mark IS NOT NULL
                        AND CASE r.holder WHEN 'practitioner' THEN g.practitioner_id = r.practitioner_id
                                          WHEN 'department' THEN g.department_id = r.department_id
                                          WHEN 'insurer' THEN g.insurer_id = r.insurer_id
                                          WHEN 'study' THEN g.study_id = r.study_id
                                          ELSE g.proxy_id = r.patient_id END
                        AND grant_opens(g.categories, g.record_id, k.category, k.part_of)) THEN
    RAISE EXCEPTION 'new row for relation "object_wrap" violates check constraint "object_wrap_of_a_grant"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'object_wrap_of_a_grant';
  END IF;
  RETURN NEW;
END $$;

-- That a grantee's wrap is destroyed is what happens when a grant ends: of that the monitor need not look at the record.
CREATE OR REPLACE FUNCTION note_changed_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'object_wrap' AND TG_OP = 'UPDATE' THEN
    IF NEW.wrap IS NULL
       AND EXISTS (SELECT FROM key_recipient r WHERE r.id = NEW.recipient_id AND r.holder NOT IN ('organisation', 'patient')) THEN
      RETURN NULL;
    END IF;
  END IF;
  INSERT INTO changed_record (record_id)
  SELECT record_id FROM record_version WHERE object IN (OLD.address, NEW.address)
   UNION
  SELECT report_id FROM attachment WHERE object IN (OLD.address, NEW.address)
   UNION
  SELECT document_id FROM filed_file WHERE object IN (OLD.address, NEW.address);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION note_destroyed_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.holder = 'patient' THEN
    INSERT INTO changed_record (record_id) SELECT DISTINCT record_id FROM record_version WHERE patient_id = OLD.patient_id;
  END IF;
  RETURN NULL;
END $$;

-- What an object was about goes with its key, and with a person who is erased what others let them open.
DROP TRIGGER object_key_immutable ON object_key;
CREATE TRIGGER object_key_immutable BEFORE UPDATE OR DELETE ON object_key
  FOR EACH ROW EXECUTE FUNCTION refuse_other_than_destruction('destroyed_at', 'category', 'part_of');
DO $$
DECLARE
  before text := pg_get_functiondef('begin_erasure(uuid, timestamptz)'::regprocedure);
  step   text := 'UPDATE object_key SET destroyed_at = at WHERE';
  more   text := 'UPDATE object_wrap w SET wrap = NULL, destroyed_at = at FROM key_recipient r
   WHERE r.id = w.recipient_id AND r.patient_id = e.patient_id AND w.destroyed_at IS NULL;
  UPDATE object_key SET destroyed_at = at, category = NULL, part_of = NULL WHERE';
BEGIN
  IF position(step IN before) = 0 THEN
    RAISE EXCEPTION 'begin_erasure is not as it was expected';
  END IF;
  EXECUTE replace(before, step, more);
END $$;
