-- Roots of batches wait for the ledger too; a batch is closed once.

ALTER TABLE ledger_outbox DROP CONSTRAINT ledger_outbox_kind_known;
ALTER TABLE ledger_outbox ADD CONSTRAINT ledger_outbox_kind_known
  CHECK (kind IN ('anchor-seal', 'anchor-root', 'register-practitioner', 'verify-practitioner', 'suspend-practitioner',
                  'register-subject', 'give-access', 'revoke-access'));
CREATE UNIQUE INDEX ledger_outbox_root_once ON ledger_outbox (subject) WHERE kind = 'anchor-root';
