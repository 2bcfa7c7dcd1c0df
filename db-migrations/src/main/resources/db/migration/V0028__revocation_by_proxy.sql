-- A grant that someone took away who acts for the patient, and the grant by which they did.
ALTER TABLE access_grant
  ADD COLUMN revoked_under uuid CONSTRAINT access_grant_revoked_under_fk REFERENCES access_grant,
  ADD CONSTRAINT access_grant_revoked_under_is_revoked CHECK (revoked_under IS NULL OR revoked_at IS NOT NULL);
COMMENT ON COLUMN awaited_revocation.patient_id IS 'whose signature it waits for: the patient''s, or that of who acts for them';
