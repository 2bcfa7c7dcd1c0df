-- What the patient lets the practitioner read with a booking: until so many days after the visit, or nothing at all.

ALTER TABLE appointment ADD COLUMN access_days integer DEFAULT 30
  CONSTRAINT appointment_access_days_sane CHECK (access_days BETWEEN 0 AND 30);
ALTER TABLE appointment ALTER COLUMN access_days DROP DEFAULT;
COMMENT ON COLUMN appointment.access_days IS 'null: the patient gives no access with the booking';

-- Why a grant ended: what the patient took away comes back with no move of the visit.
ALTER TABLE access_grant
  ADD COLUMN revoked_because text
    CONSTRAINT access_grant_end_known CHECK (revoked_because IN ('taken-away', 'visit-cancelled', 'visit-moved')),
  ADD CONSTRAINT access_grant_end_has_time CHECK (revoked_because IS NULL OR revoked_at IS NOT NULL);
COMMENT ON COLUMN access_grant.revoked_because IS 'null: not revoked, or revoked before reasons were kept';
