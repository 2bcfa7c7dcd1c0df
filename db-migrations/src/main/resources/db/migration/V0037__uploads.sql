-- Files on their way to the laboratory: what has arrived lies in parts, each an encrypted object, until all of it is there.
CREATE TABLE upload (
  id            uuid CONSTRAINT upload_pk PRIMARY KEY,
  patient_id    uuid NOT NULL CONSTRAINT upload_patient_fk REFERENCES patient,
  request_id    uuid NOT NULL CONSTRAINT upload_request_fk REFERENCES lab_request,
  owner_id      uuid NOT NULL CONSTRAINT upload_owner_fk REFERENCES practitioner,
  place         smallint NOT NULL CONSTRAINT upload_place_few CHECK (place BETWEEN 1 AND 5), -- of those that one person has open
  name          text NOT NULL CONSTRAINT upload_name_bounded CHECK (char_length(name) <= 255),
  size          bigint NOT NULL CONSTRAINT upload_size_some CHECK (size > 0), -- of the whole file, in bytes
  fingerprint   text NOT NULL CONSTRAINT upload_fingerprint_hex CHECK (fingerprint ~ '^([0-9a-f]{64})?$'), -- empty: the sender told none
  received      bigint NOT NULL, -- bytes, from the beginning
  begun_at      timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL CONSTRAINT upload_lasts CHECK (expires_at > begun_at),
  ended_at      timestamptz, -- nothing more is taken; its parts are to be removed
  attachment_id uuid, -- what became of it; no foreign key: that may be taken off again
  CONSTRAINT upload_received_within CHECK (received BETWEEN 0 AND size),
  CONSTRAINT upload_attached_whole CHECK (attachment_id IS NULL OR (received = size AND ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX upload_place_once ON upload (owner_id, place) WHERE ended_at IS NULL;
CREATE INDEX upload_request_idx ON upload (request_id);
CREATE INDEX upload_patient_idx ON upload (patient_id);
CREATE INDEX upload_expires_idx ON upload (expires_at);
CREATE TRIGGER upload_patient_id_not_erased BEFORE INSERT OR UPDATE OF patient_id ON upload
  FOR EACH ROW EXECUTE FUNCTION refuse_erased_patient('patient_id');

CREATE TABLE upload_part (
  upload_id uuid NOT NULL CONSTRAINT upload_part_upload_fk REFERENCES upload,
  number    integer NOT NULL CONSTRAINT upload_part_from_one CHECK (number >= 1),
  starts_at bigint NOT NULL CONSTRAINT upload_part_start_sane CHECK (starts_at >= 0),
  size      bigint NOT NULL CONSTRAINT upload_part_size_bounded CHECK (size BETWEEN 1 AND 8388608), -- of the plain bytes
  object    text NOT NULL CONSTRAINT upload_part_object_fk REFERENCES object_key CONSTRAINT upload_part_object_once UNIQUE,
  CONSTRAINT upload_part_pk PRIMARY KEY (upload_id, number),
  CONSTRAINT upload_part_start_once UNIQUE (upload_id, starts_at) -- of two who send the same part, one is refused
);

-- Whose end came takes no part any more, and does not open again.
CREATE FUNCTION refuse_ended_upload() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'upload' THEN
    IF OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
      RAISE EXCEPTION 'upload % has ended', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF EXISTS (SELECT FROM upload u WHERE u.id = NEW.upload_id AND u.ended_at IS NOT NULL) THEN
    RAISE EXCEPTION 'upload % has ended', NEW.upload_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER upload_ends_once BEFORE UPDATE ON upload FOR EACH ROW EXECUTE FUNCTION refuse_ended_upload();
CREATE TRIGGER upload_part_in_time BEFORE INSERT OR UPDATE ON upload_part FOR EACH ROW EXECUTE FUNCTION refuse_ended_upload();

-- A patient's erasure takes what is on its way as well. The objects of parts are listed and destroyed by their keys, as all are.
DO $$
DECLARE
  before text := pg_get_functiondef('erase_patient(uuid, timestamptz)'::regprocedure);
  step   text := '[''attachment'', ''patient_id = $1''],';
  more   text := '[''upload_part'', ''upload_id IN (SELECT id FROM upload WHERE patient_id = $1)''],
    [''upload'', ''patient_id = $1''],
    ';
BEGIN
  IF position(step IN before) = 0 THEN
    RAISE EXCEPTION 'erase_patient is not as it was expected';
  END IF;
  EXECUTE replace(before, step, more || step);
END $$;
