-- The ledger knows a grant by an id of its own, drawn at random, so that what the channel shows leads to no row of a portal.
-- Grants that are on a ledger already keep the id they have there.
ALTER TABLE access_grant ADD COLUMN ledger_id uuid;
UPDATE access_grant SET ledger_id = id;
ALTER TABLE access_grant
  ALTER COLUMN ledger_id SET NOT NULL,
  ADD CONSTRAINT access_grant_ledger_id_once UNIQUE (ledger_id);
COMMENT ON COLUMN access_grant.id IS 'the portal''s own';
