-- The keys of encrypted objects: each wrapped for those who may open it, whose private keys the vault's master key protects.
DO $$
BEGIN
  IF EXISTS (SELECT FROM record_version) OR EXISTS (SELECT FROM attachment) THEN
    RAISE EXCEPTION 'This installation has records whose keys lie inside their objects (object format 1), which this version does not '
                    'open. Nothing was changed. Start it with the version that it was made with, or see docs/keys.md for a new start.';
  END IF;
END $$;

-- Who holds a key of their own.
CREATE TABLE key_recipient (
  id           uuid CONSTRAINT key_recipient_pk PRIMARY KEY,
  holder       text NOT NULL CONSTRAINT key_recipient_holder_known CHECK (holder IN ('organisation', 'patient')),
  patient_id   uuid CONSTRAINT key_recipient_patient_fk REFERENCES patient CONSTRAINT key_recipient_patient_once UNIQUE,
  public_key   text NOT NULL CONSTRAINT key_recipient_public_hex CHECK (public_key ~ '^[0-9a-f]{64}$'), -- X25519
  private_key  bytea, -- encrypted under the vault's master key, whose name stands in it
  made_at      timestamptz NOT NULL,
  destroyed_at timestamptz,
  CONSTRAINT key_recipient_of_patient CHECK ((holder = 'patient') = (patient_id IS NOT NULL)),
  CONSTRAINT key_recipient_destroyed CHECK ((private_key IS NULL) = (destroyed_at IS NOT NULL)),
  CONSTRAINT key_recipient_private_form CHECK (get_byte(private_key, 0) BETWEEN 1 AND octet_length(private_key) - 2),
  CONSTRAINT key_recipient_organisation_stays CHECK (holder = 'patient' OR destroyed_at IS NULL)
);
CREATE UNIQUE INDEX key_recipient_one_organisation ON key_recipient (holder) WHERE holder = 'organisation';

-- What an object belongs to, and which key is its only one.
CREATE TABLE object_key (
  address      text CONSTRAINT object_key_pk PRIMARY KEY CONSTRAINT object_key_address_form CHECK (address ~ '^sha256:[0-9a-f]{64}$'),
  patient_id   uuid NOT NULL CONSTRAINT object_key_patient_fk REFERENCES patient,
  record_id    uuid NOT NULL, -- or the attachment
  version      integer NOT NULL CONSTRAINT object_key_version_from_one CHECK (version >= 1),
  commitment   text NOT NULL CONSTRAINT object_key_commitment_hex CHECK (commitment ~ '^[0-9a-f]{64}$'),
  made_at      timestamptz NOT NULL,
  destroyed_at timestamptz
);
CREATE INDEX object_key_patient_idx ON object_key (patient_id);

CREATE TABLE object_wrap (
  address      text NOT NULL CONSTRAINT object_wrap_object_fk REFERENCES object_key,
  recipient_id uuid NOT NULL CONSTRAINT object_wrap_recipient_fk REFERENCES key_recipient,
  wrap         bytea CONSTRAINT object_wrap_size CHECK (octet_length(wrap) = 80), -- HPKE: encapsulated key 32, key 32, tag 16
  destroyed_at timestamptz,
  CONSTRAINT object_wrap_pk PRIMARY KEY (address, recipient_id),
  CONSTRAINT object_wrap_destroyed CHECK ((wrap IS NULL) = (destroyed_at IS NOT NULL))
);
CREATE INDEX object_wrap_recipient_idx ON object_wrap (recipient_id);

ALTER TABLE record_version ADD CONSTRAINT record_version_object_fk FOREIGN KEY (object) REFERENCES object_key;
ALTER TABLE attachment ADD CONSTRAINT attachment_object_fk FOREIGN KEY (object) REFERENCES object_key;
CREATE INDEX record_version_object_idx ON record_version (object);
CREATE INDEX attachment_object_idx ON attachment (object);

-- Keys are kept as they were made, until they are destroyed, which is for good.
CREATE FUNCTION refuse_other_than_destruction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  erased text[] := TG_ARGV;
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL
     AND to_jsonb(NEW) - erased = to_jsonb(OLD) - erased THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rows of % are only ever destroyed, and once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER object_key_immutable BEFORE UPDATE OR DELETE ON object_key
  FOR EACH ROW EXECUTE FUNCTION refuse_other_than_destruction('destroyed_at');
CREATE TRIGGER object_wrap_immutable BEFORE UPDATE OR DELETE ON object_wrap
  FOR EACH ROW EXECUTE FUNCTION refuse_other_than_destruction('destroyed_at', 'wrap');

-- Under which of the vault's master keys something is: its name stands before it, and the length of that in one byte before both.
CREATE FUNCTION master_key_of(wrapped bytea) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT encode(substring(wrapped FROM 2 FOR get_byte(wrapped, 0)), 'escape')
$$;

-- What the master key protects may come under another one. The arguments are the columns, which go together.
CREATE FUNCTION refuse_other_than_rewrapping() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrapped text[] := TG_ARGV;
  name    text;
  refused boolean := to_jsonb(NEW) - wrapped <> to_jsonb(OLD) - wrapped;
BEGIN
  FOREACH name IN ARRAY wrapped LOOP
    refused := refused OR coalesce(master_key_of((to_jsonb(NEW) ->> name)::bytea)
                                   = master_key_of((to_jsonb(OLD) ->> name)::bytea), true);
  END LOOP;
  IF refused THEN
    RAISE EXCEPTION 'keys of % only ever come under another master key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER key_recipient_rewrapped BEFORE UPDATE ON key_recipient
  FOR EACH ROW WHEN (NEW.destroyed_at IS NULL) EXECUTE FUNCTION refuse_other_than_rewrapping('private_key');
CREATE TRIGGER key_recipient_destroyed_once BEFORE UPDATE ON key_recipient
  FOR EACH ROW WHEN (NEW.destroyed_at IS NOT NULL) EXECUTE FUNCTION refuse_other_than_destruction('destroyed_at', 'private_key');
CREATE TRIGGER key_recipient_stays BEFORE DELETE ON key_recipient
  FOR EACH ROW EXECUTE FUNCTION refuse_other_than_destruction();
DROP TRIGGER access_log_key_immutable ON access_log_key;
CREATE TRIGGER access_log_key_rewrapped BEFORE UPDATE ON access_log_key
  FOR EACH ROW EXECUTE FUNCTION refuse_other_than_rewrapping('private_key', 'mark_key');
CREATE TRIGGER access_log_key_stays BEFORE DELETE ON access_log_key FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- No patient gets the key of another's object, and what was destroyed gets no new wrap.
CREATE FUNCTION refuse_strangers_wrap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM object_key k JOIN key_recipient r ON r.id = NEW.recipient_id
              WHERE k.address = NEW.address AND (r.patient_id <> k.patient_id OR k.destroyed_at IS NOT NULL)) THEN
    RAISE EXCEPTION 'new row for relation "object_wrap" violates check constraint "object_wrap_of_its_patient"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'object_wrap_of_its_patient';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER object_wrap_of_its_patient BEFORE INSERT ON object_wrap
  FOR EACH ROW EXECUTE FUNCTION refuse_strangers_wrap();

-- The monitor looks at once at each record whose keys were written or removed.
CREATE FUNCTION note_changed_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changed_record (record_id)
  SELECT record_id FROM record_version WHERE object IN (OLD.address, NEW.address)
   UNION
  SELECT report_id FROM attachment WHERE object IN (OLD.address, NEW.address);
  RETURN NULL;
END $$;
CREATE TRIGGER object_key_noted AFTER UPDATE OR DELETE ON object_key FOR EACH ROW EXECUTE FUNCTION note_changed_key();
CREATE TRIGGER object_wrap_noted AFTER UPDATE OR DELETE ON object_wrap FOR EACH ROW EXECUTE FUNCTION note_changed_key();

CREATE FUNCTION note_destroyed_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changed_record (record_id) SELECT DISTINCT record_id FROM record_version WHERE patient_id = OLD.patient_id;
  RETURN NULL;
END $$;
CREATE TRIGGER key_recipient_noted AFTER UPDATE ON key_recipient
  FOR EACH ROW WHEN (NEW.destroyed_at IS DISTINCT FROM OLD.destroyed_at) EXECUTE FUNCTION note_destroyed_recipient();
