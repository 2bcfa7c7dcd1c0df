-- Only what is part of a transaction. With the messages that are part of none in it, PostgreSQL looked through all of these
-- for each batch whenever its statistics were older than the backlog.
DROP INDEX ledger_outbox_transaction_idx;
CREATE INDEX ledger_outbox_transaction_idx ON ledger_outbox (transaction_id)
  WHERE state = 'pending' AND transaction_id IS NOT NULL;

-- An envelope is kept until it is settled and hardly becomes smaller: compressing it took longer than writing it.
ALTER TABLE anchor_transaction ALTER COLUMN envelope SET STORAGE EXTERNAL;
