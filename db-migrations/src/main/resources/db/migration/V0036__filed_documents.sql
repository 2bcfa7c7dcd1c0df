-- A file that a doctor files in a patient's chart, with what they say of it: a draft until it is signed, then sealed. An
-- amendment is a new sealed version; a withdrawal is one too, and the last.
CREATE TABLE filed_document (
  id             uuid        NOT NULL CONSTRAINT filed_document_pk PRIMARY KEY,
  version        integer     NOT NULL,
  patient_id     uuid        NOT NULL CONSTRAINT filed_document_patient_fk REFERENCES patient,
  author_id      uuid        NOT NULL CONSTRAINT filed_document_author_fk REFERENCES practitioner,
  category       text        NOT NULL CONSTRAINT filed_document_category_known
                 CHECK (category IN ('documents', 'imaging', 'mental-health', 'reproductive-health', 'genetics')),
  kind           text        NOT NULL CONSTRAINT filed_document_kind_known
                 CHECK (kind IN ('discharge-summary', 'referral', 'consultation', 'operation', 'imaging', 'laboratory', 'consent', 'other')),
  title          text        NOT NULL CONSTRAINT filed_document_titled CHECK (title <> ''),
  dated          date        NOT NULL CONSTRAINT filed_document_dated_sane CHECK (dated >= DATE '1900-01-01'), -- as it stands on the document
  note           text        NOT NULL,
  reason         text        NOT NULL, -- why the newest version replaced the one before; empty for the first
  state          text        NOT NULL CONSTRAINT filed_document_state_known
                 CHECK (state IN ('draft', 'signed', 'withdrawn')),
  file_id        uuid        NOT NULL, -- that of the newest version; no foreign key: the file refers to its document
  sealed_version integer     NOT NULL CONSTRAINT filed_document_sealed_from_none CHECK (sealed_version >= 0),
  filed_at       timestamptz NOT NULL,
  signed_at      timestamptz,
  CONSTRAINT filed_document_signed_when_sealed
    CHECK ((state = 'draft') = (sealed_version = 0) AND (state = 'draft') = (signed_at IS NULL)),
  CONSTRAINT filed_document_withdrawn_with_reason CHECK (state <> 'withdrawn' OR reason <> '')
);
CREATE INDEX filed_document_patient_idx ON filed_document (patient_id, signed_at DESC);

-- The files of all versions; their bytes lie encrypted in off-chain storage, never changed.
CREATE TABLE filed_file (
  id          uuid        NOT NULL CONSTRAINT filed_file_pk PRIMARY KEY,
  document_id uuid        NOT NULL CONSTRAINT filed_file_document_fk REFERENCES filed_document,
  name        text        NOT NULL CONSTRAINT filed_file_named CHECK (name <> ''),
  media_type  text        NOT NULL CONSTRAINT filed_file_type_known
              CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
  size        bigint      NOT NULL CONSTRAINT filed_file_not_empty CHECK (size > 0),
  sha256      text        NOT NULL CONSTRAINT filed_file_sha256_hex CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  object      text        NOT NULL,
  added_at    timestamptz NOT NULL
);
CREATE INDEX filed_file_document_idx ON filed_file (document_id);

CREATE TRIGGER filed_document_noted AFTER UPDATE OR DELETE ON filed_document
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('id');
CREATE TRIGGER filed_file_noted AFTER INSERT OR UPDATE OR DELETE ON filed_file
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('document_id');

CREATE TRIGGER filed_document_patient_id_not_erased BEFORE INSERT OR UPDATE OF patient_id ON filed_document
  FOR EACH ROW EXECUTE FUNCTION refuse_erased_patient('patient_id');

-- Both as they were, and with the documents and their files.
CREATE OR REPLACE FUNCTION begin_erasure(erasing uuid, at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  e erasure;
BEGIN
  SELECT * INTO STRICT e FROM erasure WHERE id = erasing;
  PERFORM FROM patient p WHERE p.id = e.patient_id FOR UPDATE;
  SELECT * INTO STRICT e FROM erasure WHERE id = erasing FOR UPDATE;
  IF e.begun_at IS NOT NULL THEN
    RETURN false;
  END IF;
  IF e.state <> 'decided' OR e.due_at > at THEN
    RAISE EXCEPTION 'erasure % is not due', erasing USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM legal_hold h WHERE h.patient_id = e.patient_id AND h.released_at IS NULL
                                        AND (h.holds_until IS NULL OR h.holds_until > at)) THEN
    RAISE EXCEPTION 'erasure % is held', erasing USING ERRCODE = 'restrict_violation';
  END IF;
  UPDATE erasure SET begun_at = at, version = version + 1 WHERE id = erasing;
  INSERT INTO erased_object (address, erasure_id)
  SELECT object, erasing FROM record_version WHERE patient_id = e.patient_id
   UNION SELECT object, erasing FROM attachment WHERE patient_id = e.patient_id
   UNION SELECT f.object, erasing FROM filed_file f JOIN filed_document d ON d.id = f.document_id WHERE d.patient_id = e.patient_id
   UNION SELECT address, erasing FROM object_key WHERE patient_id = e.patient_id
  ON CONFLICT (address) DO UPDATE SET erasure_id = erasing, removed_at = NULL;
  UPDATE object_wrap w SET wrap = NULL, destroyed_at = at FROM object_key k
   WHERE k.address = w.address AND k.patient_id = e.patient_id AND w.destroyed_at IS NULL;
  UPDATE object_key SET destroyed_at = at WHERE patient_id = e.patient_id AND destroyed_at IS NULL;
  UPDATE key_recipient SET private_key = NULL, destroyed_at = at WHERE patient_id = e.patient_id AND destroyed_at IS NULL;
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION erase_patient(erasing uuid, at timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  e        erasure;
  person   patient;
  records  uuid[]; -- what was or could have been sealed
  things   uuid[]; -- whatever has an identifier and is about the person
  names    text[]; -- the same as text, and by what the ledger's messages are called
  emails   text[];
  erased   jsonb := '{}';
  step     text[];
BEGIN
  PERFORM set_config('chartseal.erasing', erasing::text, true), set_config('chartseal.erasing_at', at::text, true);
  SELECT * INTO STRICT e FROM erasure WHERE id = erasing FOR UPDATE;
  SELECT * INTO STRICT person FROM patient WHERE id = e.patient_id FOR UPDATE;
  IF NOT is_being_erased(e.patient_id) THEN
    RAISE EXCEPTION 'erasure % is not decided, due, begun and free of holds', erasing USING ERRCODE = 'restrict_violation';
  END IF;
  IF e.subject <> person.ledger_subject OR e.decision::jsonb ->> 'action' IS DISTINCT FROM 'erase-subject'
     OR e.decision::jsonb ->> 'subject' IS DISTINCT FROM person.ledger_subject::text THEN
    RAISE EXCEPTION 'what was signed for erasure % is about another', erasing USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM erased_object o WHERE o.erasure_id = erasing AND o.removed_at IS NULL)
     OR EXISTS (SELECT FROM (SELECT object FROM record_version WHERE patient_id = person.id
                             UNION ALL SELECT object FROM attachment WHERE patient_id = person.id
                             UNION ALL SELECT f.object FROM filed_file f JOIN filed_document d ON d.id = f.document_id WHERE d.patient_id = person.id) has (object)
                 WHERE NOT EXISTS (SELECT FROM erased_object o WHERE o.address = has.object AND o.erasure_id = erasing)) THEN
    RAISE EXCEPTION 'objects of erasure % are still there', erasing USING ERRCODE = 'restrict_violation';
  END IF;

  SELECT coalesce(array_agg(id), '{}') INTO records FROM (
    SELECT record_id AS id FROM record_version WHERE patient_id = person.id
    UNION SELECT id FROM consultation_note WHERE patient_id = person.id
    UNION SELECT id FROM prescription WHERE patient_id = person.id
    UNION SELECT id FROM lab_request WHERE patient_id = person.id
    UNION SELECT id FROM lab_report WHERE patient_id = person.id
    UNION SELECT id FROM attachment WHERE patient_id = person.id
    UNION SELECT id FROM filed_document WHERE patient_id = person.id
    UNION SELECT f.id FROM filed_file f JOIN filed_document d ON d.id = f.document_id WHERE d.patient_id = person.id) AS r;
  SELECT array_agg(id) INTO things FROM (
    SELECT unnest(records) AS id UNION SELECT person.id UNION SELECT e.subject
    UNION SELECT id FROM appointment WHERE patient_id = person.id
    UNION SELECT unnest(ARRAY[id, ledger_id]) FROM access_grant WHERE patient_id = person.id
    UNION SELECT unnest(ARRAY[id, ledger_id]) FROM awaited_grant WHERE patient_id = person.id
    UNION SELECT id FROM access_request WHERE patient_id = person.id
    UNION SELECT id FROM emergency_access WHERE patient_id = person.id
    UNION SELECT id FROM passkey WHERE patient_id = person.id
    UNION SELECT id FROM key_restoration WHERE patient_id = person.id
    UNION SELECT id FROM allergy WHERE patient_id = person.id
    UNION SELECT id FROM problem WHERE patient_id = person.id
    UNION SELECT entry FROM read_question WHERE patient_id = person.id
    UNION SELECT id FROM legal_hold WHERE patient_id = person.id
    UNION SELECT id FROM erasure WHERE patient_id = person.id) AS t;
  names := things::text[] || ARRAY(SELECT record_id || '.' || version FROM record_version WHERE patient_id = person.id);
  emails := ARRAY(SELECT lower(btrim(value)) FROM patient_contact WHERE patient_id = person.id AND system = 'email')
            || lower(btrim(person.email));

  INSERT INTO erased_seal (seal, erasure_id, commitment, transaction_id)
  SELECT v.record_id || '.' || v.version, erasing, v.commitment,
         coalesce(l.transaction_id, (SELECT o.transaction_id FROM ledger_outbox o
                                      WHERE o.kind = 'anchor-seal' AND o.subject = v.record_id || '.' || v.version
                                        AND o.state = 'anchored'))
    FROM record_version v LEFT JOIN ledger_seal l ON l.seal = v.record_id || '.' || v.version
   WHERE v.patient_id = person.id
  ON CONFLICT DO NOTHING;
  INSERT INTO erased_log_row (row_id, erasure_id)
  SELECT id, erasing FROM access_log WHERE patient_id = person.id ON CONFLICT DO NOTHING;
  UPDATE patient SET passkey_id = NULL, private_key = ''::bytea WHERE id = person.id AND passkey_id IS NOT NULL;

  -- $1 the patient, $2 records or things, $3 their names. What points at another comes before it.
  FOREACH step SLICE 1 IN ARRAY ARRAY[
    ['read_question', 'patient_id = $1'],
    ['access_log_pending', 'row_id IN (SELECT id FROM access_log WHERE patient_id = $1)'],
    ['access_log', 'patient_id = $1'],
    ['letter', 'about = ANY ($2) OR lower(address) = ANY ($3)'],
    ['patient_notice', 'patient_id = $1'],
    ['access_request', 'patient_id = $1'],
    ['awaited_revocation', 'patient_id = $1 OR grant_id IN (SELECT id FROM access_grant WHERE patient_id = $1)'],
    ['access_grant', 'patient_id = $1'],
    ['awaited_grant', 'patient_id = $1 OR proxy_id = $1'],
    ['key_restoration', 'patient_id = $1'],
    ['passkey_question', 'patient_id = $1 OR EXISTS (SELECT FROM unnest($2) AS t (id)'
                         ' WHERE position(t.id::text IN concat_ws('' '', about, subject, asked, payload, drawn)) > 0)'],
    ['passkey', 'patient_id = $1'],
    ['record_version', 'patient_id = $1'],
    ['consultation_note_version', 'note_id IN (SELECT id FROM consultation_note WHERE patient_id = $1)'],
    ['consultation_note', 'patient_id = $1'],
    ['prescription', 'patient_id = $1'],
    ['attachment', 'patient_id = $1'],
    ['lab_result', 'report_id IN (SELECT id FROM lab_report WHERE patient_id = $1)'],
    ['lab_report_enterer', 'report_id IN (SELECT id FROM lab_report WHERE patient_id = $1)'],
    ['lab_report', 'patient_id = $1'],
    ['specimen', 'request_id IN (SELECT id FROM lab_request WHERE patient_id = $1)'],
    ['lab_request', 'patient_id = $1'],
    ['filed_file', 'document_id IN (SELECT id FROM filed_document WHERE patient_id = $1)'],
    ['filed_document', 'patient_id = $1'],
    ['allergy', 'patient_id = $1'],
    ['problem', 'patient_id = $1'],
    ['changed_row', 'record_id = ANY ($2)'],
    ['changed_record', 'record_id = ANY ($2)'],
    ['emergency_access', 'patient_id = $1'],
    ['study_participant', 'patient_id = $1'],
    ['proxy_try', 'patient_id = $1'],
    ['appointment_change', 'appointment_id IN (SELECT id FROM appointment WHERE patient_id = $1)'],
    ['appointment', 'patient_id = $1'],
    ['ledger_outbox', 'subject = ANY ($3) AND kind <> ''erase-subject'''],
    ['activity_log', 'subject = ANY ($3)'],
    ['legal_hold', 'patient_id = $1'],
    ['patient_contact', 'patient_id = $1'],
    ['patient_identifier', 'patient_id = $1']]
  LOOP
    erased := erased || erase_rows(step[1], step[2], person.id, things,
                                   CASE step[1] WHEN 'letter' THEN emails ELSE names END);
  END LOOP;
  erased := erased || erase_rows('access_request', 'asked_number = ANY ($3)', person.id, things, ARRAY[person.number]);

  -- What is about someone else, and has this person in it.
  UPDATE integrity_finding SET detail = '', resolved_at = coalesce(resolved_at, at), told_at = coalesce(told_at, at)
   WHERE seal = ANY (names) OR position(person.id::text IN detail) > 0;
  IF person.account IS NOT NULL THEN
    UPDATE activity_log SET account = '' WHERE account = person.account;
    UPDATE access_grant SET given_by = '' WHERE given_by = person.account;
    UPDATE appointment SET booked_by = '' WHERE booked_by = person.account;
    UPDATE appointment_change SET by_account = '' WHERE by_account = person.account;
  END IF;
  UPDATE erasure SET requested_by = '', reason = '', note = '' WHERE patient_id = person.id AND (begun_at IS NULL OR id = erasing);
  UPDATE patient
     SET version = version + 1, number = 'erased ' || id, account = NULL, given_name = '', family_name = '-',
         birth_date = DATE '1900-01-01', sex = 'unknown', phone = '', email = '', address = '', language = '', public_key = '',
         key_thumbprint = '', private_key = NULL, registered_by = '', registered_at = at, search_text = '', erased_at = at
   WHERE id = person.id;
  RETURN erased || '{"patient": 1}';
END $$;
