-- A transaction settles its own messages; without this each looks through everything that waits.
CREATE INDEX ledger_outbox_transaction_idx ON ledger_outbox (transaction_id) WHERE state = 'pending';
