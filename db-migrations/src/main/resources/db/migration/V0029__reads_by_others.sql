-- A patient's first page shows who else read the record; it shall not search through the patient's own reads for it.
CREATE INDEX access_log_others_idx ON access_log (patient_id, at DESC, id DESC) WHERE basis <> 'self';
