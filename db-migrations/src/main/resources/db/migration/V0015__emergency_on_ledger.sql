-- Emergencies wait for the ledger like grants, and the projection keeps what its events say of them.

ALTER TABLE ledger_outbox DROP CONSTRAINT ledger_outbox_kind_known;
ALTER TABLE ledger_outbox ADD CONSTRAINT ledger_outbox_kind_known
  CHECK (kind IN ('anchor-seal', 'anchor-root', 'register-practitioner', 'verify-practitioner', 'suspend-practitioner',
                  'register-subject', 'give-access', 'revoke-access',
                  'open-emergency', 'end-emergency', 'review-emergency'));

CREATE TABLE ledger_emergency (
  id                 uuid CONSTRAINT ledger_emergency_pk PRIMARY KEY,
  subject            uuid NOT NULL, -- by which the ledger knows the patient
  opened_block       bigint NOT NULL,
  opened_transaction text NOT NULL,
  ended_block        bigint,
  reviewed_block     bigint,
  changes            integer NOT NULL CONSTRAINT ledger_emergency_changed CHECK (changes >= 1),
  CONSTRAINT ledger_emergency_ended_later CHECK (ended_block >= opened_block),
  CONSTRAINT ledger_emergency_reviewed_later CHECK (reviewed_block >= opened_block)
);
