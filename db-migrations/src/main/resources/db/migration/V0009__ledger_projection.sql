-- What the ledger's events say of seals, practitioners and grants. Only the projection writes here, each event once and
-- together with its check point; all of it can be emptied and is then made again from the first block.

CREATE TABLE ledger_check_point (
  channel        text CONSTRAINT ledger_check_point_pk PRIMARY KEY,
  block          bigint NOT NULL,
  event          integer NOT NULL,  -- place among the events of that block, from 0
  transaction_id text,              -- of that event: by it another ledger in its place is noticed
  CONSTRAINT ledger_check_point_place CHECK (
    (block = -1 AND event = -1 AND transaction_id IS NULL)
    OR (block >= 0 AND event >= 0 AND transaction_id IS NOT NULL))
);
INSERT INTO ledger_check_point (channel, block, event) VALUES ('emr', -1, -1);

CREATE TABLE ledger_seal (
  seal           text CONSTRAINT ledger_seal_pk PRIMARY KEY,
  block          bigint NOT NULL,
  transaction_id text NOT NULL,
  writes         integer NOT NULL CONSTRAINT ledger_seal_written CHECK (writes >= 1) -- a sound ledger writes each once
);

CREATE TABLE ledger_practitioner (
  id             uuid CONSTRAINT ledger_practitioner_pk PRIMARY KEY, -- by which the ledger knows the practitioner
  state          text NOT NULL CONSTRAINT ledger_practitioner_state_known
                 CHECK (state IN ('registered', 'verified', 'suspended')),
  block          bigint NOT NULL, -- of the last change
  transaction_id text NOT NULL,
  changes        integer NOT NULL CONSTRAINT ledger_practitioner_changed CHECK (changes >= 1)
);

CREATE TABLE ledger_grant (
  id                  uuid CONSTRAINT ledger_grant_pk PRIMARY KEY,
  subject             uuid NOT NULL, -- by which the ledger knows the patient
  given_block         bigint NOT NULL,
  given_transaction   text NOT NULL,
  revoked_block       bigint,
  revoked_transaction text,
  changes             integer NOT NULL CONSTRAINT ledger_grant_changed CHECK (changes >= 1),
  CONSTRAINT ledger_grant_revoked CHECK ((revoked_block IS NULL) = (revoked_transaction IS NULL)),
  CONSTRAINT ledger_grant_revoked_later CHECK (revoked_block >= given_block)
);
