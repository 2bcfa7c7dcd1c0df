-- Which results a patient has opened, however often everything else of the record was.
CREATE INDEX access_log_seen_idx ON access_log (record_id) WHERE what = 'lab-report' AND basis = 'self' AND allowed;
