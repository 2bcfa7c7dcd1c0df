-- Sealed records whose rows were written, by whomever: the monitor looks at each again at once, and takes it off this list.
CREATE TABLE changed_record (
  id        bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT changed_record_pk PRIMARY KEY,
  record_id uuid NOT NULL -- no foreign key: what was removed is looked for as well
);

-- The argument is the column that has the record's id.
CREATE FUNCTION note_changed_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changed_record (record_id)
  SELECT DISTINCT changed.record
    FROM (VALUES ((to_jsonb(OLD) ->> TG_ARGV[0])::uuid), ((to_jsonb(NEW) ->> TG_ARGV[0])::uuid)) AS changed (record)
   WHERE changed.record IS NOT NULL
     AND (TG_TABLE_NAME = 'record_version' OR EXISTS (SELECT FROM record_version v WHERE v.record_id = changed.record));
  RETURN NULL;
END $$;

-- The argument is the column that has the request's id; a report says something of its request and specimen too.
CREATE FUNCTION note_changed_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changed_record (record_id)
  SELECT DISTINCT r.id
    FROM (VALUES ((to_jsonb(OLD) ->> TG_ARGV[0])::uuid), ((to_jsonb(NEW) ->> TG_ARGV[0])::uuid)) AS changed (request)
    JOIN lab_report r ON r.request_id = changed.request
   WHERE EXISTS (SELECT FROM record_version v WHERE v.record_id = r.id);
  RETURN NULL;
END $$;

CREATE TRIGGER consultation_note_noted AFTER UPDATE OR DELETE ON consultation_note
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('id');
CREATE TRIGGER prescription_noted AFTER UPDATE OR DELETE ON prescription
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('id');
CREATE TRIGGER lab_request_noted AFTER UPDATE OR DELETE ON lab_request
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('id');
CREATE TRIGGER lab_request_of_report_noted AFTER UPDATE OR DELETE ON lab_request
  FOR EACH ROW EXECUTE FUNCTION note_changed_report('id');
CREATE TRIGGER specimen_noted AFTER INSERT OR UPDATE OR DELETE ON specimen
  FOR EACH ROW EXECUTE FUNCTION note_changed_report('request_id');
CREATE TRIGGER lab_report_noted AFTER UPDATE OR DELETE ON lab_report
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('id');
CREATE TRIGGER lab_result_noted AFTER INSERT OR UPDATE OR DELETE ON lab_result
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('report_id');
CREATE TRIGGER attachment_noted AFTER INSERT OR UPDATE OR DELETE ON attachment
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('report_id');
CREATE TRIGGER record_version_noted AFTER UPDATE OR DELETE ON record_version
  FOR EACH ROW EXECUTE FUNCTION note_changed_record('record_id');
