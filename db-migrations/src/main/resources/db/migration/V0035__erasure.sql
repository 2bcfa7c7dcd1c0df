-- Erasure: a patient asks to be forgotten, the hospital decides and signs, and everything of the person goes. What stays are commitments
-- that say nothing any more, and a receipt that says what went.

ALTER TABLE hospital_rule
  ADD COLUMN retention_years integer NOT NULL DEFAULT 10
    CONSTRAINT hospital_rule_retention_years_sane CHECK (retention_years BETWEEN 0 AND 50),
  ADD COLUMN erasure_days integer NOT NULL DEFAULT 14
    CONSTRAINT hospital_rule_erasure_days_sane CHECK (erasure_days BETWEEN 0 AND 90);
COMMENT ON COLUMN hospital_rule.retention_years IS 'how long after the last entry a record has to be kept, as the law of the hospital''s country has it';
COMMENT ON COLUMN hospital_rule.erasure_days IS 'how many days after the decision an erasure is carried out';

CREATE TABLE erasure (
  id             uuid CONSTRAINT erasure_pk PRIMARY KEY,
  version        integer NOT NULL,
  patient_id     uuid NOT NULL CONSTRAINT erasure_patient_fk REFERENCES patient,
  subject        uuid NOT NULL, -- by which the ledger knows the patient
  state          text NOT NULL CONSTRAINT erasure_state_known
                 CHECK (state IN ('requested', 'refused', 'decided', 'carried-out', 'withdrawn')),
  requested_by   text NOT NULL,
  requested_at   timestamptz NOT NULL,
  reason         text NOT NULL CONSTRAINT erasure_reason_bounded CHECK (char_length(reason) <= 1000),
  code_hash      text NOT NULL CONSTRAINT erasure_code_hash_hex CHECK (code_hash ~ '^[0-9a-f]{64}$') -- of the receipt's code
                 CONSTRAINT erasure_code_once UNIQUE,
  refusals       text NOT NULL DEFAULT '', -- codes, sorted, comma-separated
  note           text NOT NULL DEFAULT '' CONSTRAINT erasure_note_bounded CHECK (char_length(note) <= 1000),
  decided_by     text,
  decided_at     timestamptz,
  decision       text, -- canonical JSON, exactly as the hospital signed it
  signature      text, -- Base64 DER
  due_at         timestamptz,
  begun_at       timestamptz, -- from then on it is not taken back, and nothing new is written about the patient
  carried_out_at timestamptz,
  receipt        text, -- canonical JSON
  again          boolean NOT NULL DEFAULT false, -- a restored backup had brought the patient back; the receipt was given before
  CONSTRAINT erasure_settled CHECK (
    (state IN ('refused', 'decided', 'carried-out')) = (decided_by IS NOT NULL)
    AND (decided_by IS NULL) = (decided_at IS NULL)),
  CONSTRAINT erasure_refused_says_why CHECK ((state = 'refused') = (refusals <> '')),
  CONSTRAINT erasure_decided_is_signed CHECK (
    num_nonnulls(decision, signature, due_at) = CASE WHEN state IN ('decided', 'carried-out') THEN 3 ELSE 0 END),
  CONSTRAINT erasure_begun_was_due CHECK (begun_at >= due_at),
  CONSTRAINT erasure_carried_out_whole CHECK (
    (state = 'carried-out') = (carried_out_at IS NOT NULL) AND (carried_out_at IS NULL OR begun_at IS NOT NULL)),
  CONSTRAINT erasure_has_receipt CHECK ((receipt IS NOT NULL) = (state = 'carried-out' AND NOT again)),
  CONSTRAINT erasure_forgets_who_asked CHECK (
    state <> 'carried-out' OR (requested_by = '' AND reason = '' AND note = ''))
);
CREATE UNIQUE INDEX erasure_one_open ON erasure (patient_id) WHERE state IN ('requested', 'decided');
CREATE UNIQUE INDEX erasure_once ON erasure (patient_id) WHERE state = 'carried-out';
CREATE INDEX erasure_due_idx ON erasure (due_at) WHERE state = 'decided';
CREATE INDEX erasure_subject_idx ON erasure (subject);

-- What a law or a court wants kept; while it holds nothing is erased.
CREATE TABLE legal_hold (
  id          uuid CONSTRAINT legal_hold_pk PRIMARY KEY,
  patient_id  uuid NOT NULL CONSTRAINT legal_hold_patient_fk REFERENCES patient,
  reason      text NOT NULL CONSTRAINT legal_hold_reason_said CHECK (char_length(reason) BETWEEN 10 AND 1000),
  placed_by   text NOT NULL,
  placed_at   timestamptz NOT NULL,
  holds_until timestamptz, -- exclusive; null: until it is released
  released_by text,
  released_at timestamptz,
  CONSTRAINT legal_hold_forward CHECK (holds_until > placed_at),
  CONSTRAINT legal_hold_released_whole CHECK ((released_by IS NULL) = (released_at IS NULL))
);
CREATE INDEX legal_hold_open_idx ON legal_hold (patient_id) WHERE released_at IS NULL;

-- What was destroyed of it: the record version itself, its content, its salt. The ledger holds the commitment.
CREATE TABLE erased_seal (
  seal           text CONSTRAINT erased_seal_pk PRIMARY KEY,
  erasure_id     uuid NOT NULL CONSTRAINT erased_seal_erasure_fk REFERENCES erasure,
  commitment     text NOT NULL CONSTRAINT erased_seal_commitment_hex CHECK (commitment ~ '^[0-9a-f]{64}$'),
  transaction_id text -- none: it was never on the ledger
);
CREATE INDEX erased_seal_erasure_idx ON erased_seal (erasure_id);

CREATE TABLE erased_object (
  address    text CONSTRAINT erased_object_pk PRIMARY KEY,
  erasure_id uuid NOT NULL CONSTRAINT erased_object_erasure_fk REFERENCES erasure,
  removed_at timestamptz -- none: not from every storage yet
);
CREATE INDEX erased_object_erasure_idx ON erased_object (erasure_id);

-- Rows of the access log that are gone: their hashes stay in the tree, where they say nothing without the rows' salts.
CREATE TABLE erased_log_row (
  row_id     bigint CONSTRAINT erased_log_row_pk PRIMARY KEY,
  erasure_id uuid NOT NULL CONSTRAINT erased_log_row_erasure_fk REFERENCES erasure
);

-- What the ledger's events say of erasures; only the projection writes here.
CREATE TABLE ledger_erasure (
  subject        uuid CONSTRAINT ledger_erasure_pk PRIMARY KEY,
  block          bigint NOT NULL,
  transaction_id text NOT NULL
);

ALTER TABLE ledger_outbox DROP CONSTRAINT ledger_outbox_kind_known;
ALTER TABLE ledger_outbox ADD CONSTRAINT ledger_outbox_kind_known
  CHECK (kind IN ('anchor-seal', 'anchor-root', 'register-practitioner', 'verify-practitioner', 'suspend-practitioner',
                  'change-practitioner-key', 'restore-practitioner-key',
                  'register-subject', 'change-subject-key', 'restore-subject-key', 'give-access', 'revoke-access',
                  'open-emergency', 'end-emergency', 'review-emergency', 'erase-subject'));

ALTER TABLE letter DROP CONSTRAINT letter_kind_known;
ALTER TABLE letter ADD CONSTRAINT letter_kind_known
  CHECK (kind IN ('access-requested', 'emergency-opened', 'erasure-decided'));

-- Erasures that excuse what is missing: on the ledger, or on their way there. The monitor asks the ledger itself whether that is so.
CREATE FUNCTION erasures_in_force() RETURNS TABLE (id uuid, patient_id uuid, subject uuid) LANGUAGE sql STABLE AS $$
  SELECT e.id, e.patient_id, e.subject FROM erasure e
   WHERE e.state = 'carried-out'
     AND (EXISTS (SELECT FROM ledger_erasure l WHERE l.subject = e.subject)
       OR EXISTS (SELECT FROM ledger_outbox o
                   WHERE o.kind = 'erase-subject' AND o.subject = e.subject::text AND o.state <> 'refused'))
$$;

-- Of an erased patient a row without a person stays, so that what others have about them still points somewhere.
ALTER TABLE patient ADD COLUMN erased_at timestamptz;
ALTER TABLE patient DROP CONSTRAINT patient_signs_one_way;
ALTER TABLE patient ADD CONSTRAINT patient_signs_one_way CHECK (
  CASE WHEN erased_at IS NULL THEN (private_key IS NULL) = (passkey_id IS NOT NULL)
       ELSE private_key IS NULL AND passkey_id IS NULL END);
ALTER TABLE patient ADD CONSTRAINT patient_erased_is_nobody CHECK (
  erased_at IS NULL
  OR (number = 'erased ' || id AND account IS NULL AND given_name = '' AND family_name = '-' AND birth_date = DATE '1900-01-01'
      AND sex = 'unknown' AND phone = '' AND email = '' AND address = '' AND language = '' AND public_key = ''
      AND key_thumbprint = '' AND registered_by = '' AND registered_at = erased_at AND search_text = ''));

-- Whether this transaction is the one that erases that patient, by a decision that is signed and due, with no hold in its way.
CREATE FUNCTION is_being_erased(whose uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM erasure e
                  WHERE e.patient_id = whose AND e.id::text = current_setting('chartseal.erasing', true)
                    AND e.state = 'decided' AND e.begun_at IS NOT NULL
                    AND e.due_at <= current_setting('chartseal.erasing_at', true)::timestamptz)
     AND NOT EXISTS (SELECT FROM legal_hold h
                      WHERE h.patient_id = whose AND h.released_at IS NULL
                        AND (h.holds_until IS NULL
                             OR h.holds_until > current_setting('chartseal.erasing_at', true)::timestamptz))
$$;

-- Append-only but for erasure. The argument: the column that leads to the patient, or nothing where none does.
CREATE FUNCTION refuse_change_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found uuid;
BEGIN
  found := CASE TG_ARGV[0]
    WHEN 'patient_id' THEN (to_jsonb(OLD) ->> 'patient_id')::uuid
    WHEN 'note_id' THEN (SELECT n.patient_id FROM consultation_note n WHERE n.id = (to_jsonb(OLD) ->> 'note_id')::uuid)
    ELSE (SELECT e.patient_id FROM erasure e WHERE e.id::text = current_setting('chartseal.erasing', true)) END;
  IF (TG_OP = 'DELETE' OR TG_NARGS = 0) AND is_being_erased(found) THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

DROP TRIGGER record_version_immutable ON record_version;
CREATE TRIGGER record_version_immutable BEFORE UPDATE OR DELETE ON record_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change_unless_erased('patient_id');
DROP TRIGGER access_log_immutable ON access_log;
CREATE TRIGGER access_log_immutable BEFORE UPDATE OR DELETE ON access_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change_unless_erased('patient_id');
DROP TRIGGER proxy_try_immutable ON proxy_try;
CREATE TRIGGER proxy_try_immutable BEFORE UPDATE OR DELETE ON proxy_try
  FOR EACH ROW EXECUTE FUNCTION refuse_change_unless_erased('patient_id');
DROP TRIGGER consultation_note_version_immutable ON consultation_note_version;
CREATE TRIGGER consultation_note_version_immutable BEFORE UPDATE OR DELETE ON consultation_note_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change_unless_erased('note_id');
DROP TRIGGER activity_log_immutable ON activity_log;
CREATE TRIGGER activity_log_immutable BEFORE UPDATE OR DELETE ON activity_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change_unless_erased();
CREATE TRIGGER erased_seal_immutable BEFORE UPDATE OR DELETE ON erased_seal
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER erased_log_row_immutable BEFORE UPDATE OR DELETE ON erased_log_row
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A patient is erased by erase_patient alone, and does not come back.
CREATE FUNCTION refuse_other_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.erased_at IS NOT NULL OR (NEW.erased_at IS NOT NULL AND NOT is_being_erased(OLD.id)) THEN
    RAISE EXCEPTION 'patient % is erased by a signed decision alone, and once', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER patient_erased_once BEFORE UPDATE ON patient
  FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL OR NEW.erased_at IS NOT NULL) EXECUTE FUNCTION refuse_other_erasure();

-- What is decided and begun, or carried out, is not changed any more but by carrying it out.
CREATE FUNCTION refuse_other_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.begun_at IS NULL
     OR (OLD.state = 'decided' AND NEW.state IN ('decided', 'carried-out')
         AND (NEW.patient_id, NEW.subject, NEW.decision, NEW.signature, NEW.due_at, NEW.begun_at)
             IS NOT DISTINCT FROM (OLD.patient_id, OLD.subject, OLD.decision, OLD.signature, OLD.due_at, OLD.begun_at)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'erasure % was begun', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER erasure_begun_goes_on BEFORE UPDATE ON erasure
  FOR EACH ROW EXECUTE FUNCTION refuse_other_decision();
CREATE TRIGGER erasure_stays BEFORE DELETE ON erasure
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Nothing new about a patient who is erased, or whose erasure was begun. The argument: the column that names the patient. The lock
-- has the one who begins an erasure wait for the one who writes, or the other way round.
CREATE FUNCTION refuse_erased_patient() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  whose uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
BEGIN
  IF whose IS NULL OR (TG_OP = 'UPDATE' AND whose = (to_jsonb(OLD) ->> TG_ARGV[0])::uuid) THEN
    RETURN NEW;
  END IF;
  PERFORM FROM patient p WHERE p.id = whose FOR KEY SHARE;
  IF EXISTS (SELECT FROM patient p WHERE p.id = whose AND p.erased_at IS NOT NULL)
     OR EXISTS (SELECT FROM erasure e WHERE e.patient_id = whose AND e.begun_at IS NOT NULL) THEN
    RAISE EXCEPTION 'new row for relation "%" violates check constraint "patient_not_erased"', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'patient_not_erased', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
DO $$
DECLARE
  leads record;
BEGIN
  FOR leads IN
    SELECT c.conrelid::regclass AS relation, a.attname
      FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = 'patient'::regclass
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE OF %I ON %s FOR EACH ROW EXECUTE FUNCTION refuse_erased_patient(%L)',
                   leads.relation || '_' || leads.attname || '_not_erased', leads.attname, leads.relation, leads.attname);
  END LOOP;
END $$;

-- Begins: from here on it is not taken back. Lists what is to be destroyed, and destroys the keys, without which
-- no copy of an object says anything, wherever it lies. Answers whether it had not begun before.
CREATE FUNCTION begin_erasure(erasing uuid, at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
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
   UNION SELECT address, erasing FROM object_key WHERE patient_id = e.patient_id
  ON CONFLICT (address) DO UPDATE SET erasure_id = erasing, removed_at = NULL;
  UPDATE object_wrap w SET wrap = NULL, destroyed_at = at FROM object_key k
   WHERE k.address = w.address AND k.patient_id = e.patient_id AND w.destroyed_at IS NULL;
  UPDATE object_key SET destroyed_at = at WHERE patient_id = e.patient_id AND destroyed_at IS NULL;
  UPDATE key_recipient SET private_key = NULL, destroyed_at = at WHERE patient_id = e.patient_id AND destroyed_at IS NULL;
  RETURN true;
END $$;

CREATE FUNCTION erase_rows(relation text, which text, whose uuid, things uuid[], texts text[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  gone bigint;
BEGIN
  EXECUTE format('DELETE FROM %I WHERE %s', relation, which) USING whose, things, texts;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN CASE gone WHEN 0 THEN '{}'::jsonb ELSE jsonb_build_object(relation, gone) END;
END $$;

-- Deletes everything of the person whose erasure that is, in this one transaction, and answers how many rows of which table. What is
-- left is a patient without a name and lists of what is gone. The caller closes the erasure in the same transaction.
CREATE FUNCTION erase_patient(erasing uuid, at timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
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
                             UNION ALL SELECT object FROM attachment WHERE patient_id = person.id) has (object)
                 WHERE NOT EXISTS (SELECT FROM erased_object o WHERE o.address = has.object AND o.erasure_id = erasing)) THEN
    RAISE EXCEPTION 'objects of erasure % are still there', erasing USING ERRCODE = 'restrict_violation';
  END IF;

  SELECT coalesce(array_agg(id), '{}') INTO records FROM (
    SELECT record_id AS id FROM record_version WHERE patient_id = person.id
    UNION SELECT id FROM consultation_note WHERE patient_id = person.id
    UNION SELECT id FROM prescription WHERE patient_id = person.id
    UNION SELECT id FROM lab_request WHERE patient_id = person.id
    UNION SELECT id FROM lab_report WHERE patient_id = person.id
    UNION SELECT id FROM attachment WHERE patient_id = person.id) AS r;
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
