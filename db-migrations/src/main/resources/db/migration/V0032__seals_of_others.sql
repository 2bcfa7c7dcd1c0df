-- Whether a seal of which there is no record here was submitted by this hospital; null until somebody asked the ledger.
ALTER TABLE ledger_seal ADD COLUMN own boolean;
