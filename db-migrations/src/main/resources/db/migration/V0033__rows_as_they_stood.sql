-- How the rows of signed records stood before each write, for as long as it is not known that the record says what was signed.
-- They can be put back; that counts only if the record then says what was signed, so whoever edits them here gains nothing.
CREATE TABLE changed_row (
  id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT changed_row_pk PRIMARY KEY,
  record_id  uuid  NOT NULL, -- no foreign key: what was removed is put back as well
  table_name text  NOT NULL,
  row_key    jsonb NOT NULL,
  stood      jsonb           -- nothing when there was no such row
);
CREATE INDEX changed_row_record_idx ON changed_row (record_id, id);

-- The primary key of a row, as an object of its columns.
CREATE FUNCTION row_key_of(relation oid, content jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_object_agg(a.attname, content -> a.attname::text)
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
   WHERE i.indrelid = relation AND i.indisprimary
$$;

CREATE FUNCTION keep_row_as_it_stood(record uuid, relation oid, name text, before jsonb, after jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO changed_row (record_id, table_name, row_key, stood)
  VALUES (record, name, row_key_of(relation, coalesce(before, after)), before)
$$;

CREATE OR REPLACE FUNCTION note_changed_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  noted uuid;
BEGIN
  FOR noted IN
    SELECT DISTINCT changed.record
      FROM (VALUES ((to_jsonb(OLD) ->> TG_ARGV[0])::uuid), ((to_jsonb(NEW) ->> TG_ARGV[0])::uuid)) AS changed (record)
     WHERE changed.record IS NOT NULL
       AND (TG_TABLE_NAME = 'record_version' OR EXISTS (SELECT FROM record_version v WHERE v.record_id = changed.record))
  LOOP
    INSERT INTO changed_record (record_id) VALUES (noted);
    IF TG_TABLE_NAME <> 'record_version' THEN
      PERFORM keep_row_as_it_stood(noted, TG_RELID, TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW));
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION note_changed_report() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  noted uuid;
BEGIN
  FOR noted IN
    SELECT DISTINCT r.id
      FROM (VALUES ((to_jsonb(OLD) ->> TG_ARGV[0])::uuid), ((to_jsonb(NEW) ->> TG_ARGV[0])::uuid)) AS changed (request)
      JOIN lab_report r ON r.request_id = changed.request
     WHERE EXISTS (SELECT FROM record_version v WHERE v.record_id = r.id)
  LOOP
    INSERT INTO changed_record (record_id) VALUES (noted);
    PERFORM keep_row_as_it_stood(noted, TG_RELID, TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW));
  END LOOP;
  RETURN NULL;
END $$;

-- Puts the rows of a record back as they stood, the last write first, and answers how many writes that undid.
CREATE FUNCTION put_rows_back(record uuid) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  change  changed_row;
  columns text;
  keys    text;
  found   bigint;
  undone  integer := 0;
BEGIN
  FOR change IN SELECT * FROM changed_row c WHERE c.record_id = record ORDER BY c.id DESC LOOP
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns
      FROM pg_attribute
     WHERE attrelid = change.table_name::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    SELECT string_agg(quote_ident(name), ', ') INTO keys FROM jsonb_object_keys(change.row_key) AS name;
    IF change.stood IS NULL THEN
      EXECUTE format('DELETE FROM %1$I WHERE (%2$s) = (SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1))',
                     change.table_name, keys) USING change.row_key;
    ELSE
      EXECUTE format('UPDATE %1$I SET (%3$s) = (SELECT %3$s FROM jsonb_populate_record(NULL::%1$I, $1))'
                     ' WHERE (%2$s) = (SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $2))',
                     change.table_name, keys, columns) USING change.stood, change.row_key;
      GET DIAGNOSTICS found = ROW_COUNT;
      IF found = 0 THEN
        EXECUTE format('INSERT INTO %1$I (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1)',
                       change.table_name, columns) USING change.stood;
      END IF;
    END IF;
    undone := undone + 1;
  END LOOP;
  RETURN undone;
END $$;

-- Who put back what.
CREATE TABLE integrity_repair (
  id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT integrity_repair_pk PRIMARY KEY,
  finding_id bigint      NOT NULL CONSTRAINT integrity_repair_finding_fk REFERENCES integrity_finding,
  repaired_at timestamptz NOT NULL,
  account    text        NOT NULL,
  writes     integer     NOT NULL CONSTRAINT integrity_repair_something CHECK (writes > 0)
);
CREATE INDEX integrity_repair_finding_idx ON integrity_repair (finding_id);
CREATE TRIGGER integrity_repair_immutable BEFORE UPDATE OR DELETE ON integrity_repair
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
