-- Sealed record versions, what is to be written to the ledger, who read what, and what was found broken.

CREATE TABLE record_version (
  record_id    uuid NOT NULL,
  version      integer NOT NULL CONSTRAINT record_version_from_one CHECK (version >= 1),
  type         text NOT NULL CONSTRAINT record_version_type_known
               CHECK (type IN ('note', 'prescription', 'lab-request', 'lab-report', 'document')),
  patient_id   uuid NOT NULL CONSTRAINT record_version_patient_fk REFERENCES patient,
  author_id    uuid NOT NULL CONSTRAINT record_version_author_fk REFERENCES practitioner,
  signed_at    timestamptz NOT NULL,
  header       text NOT NULL,      -- canonical JSON, exactly as signed
  signature    text NOT NULL,      -- Base64 DER
  commitment   text NOT NULL CONSTRAINT record_version_commitment_hex CHECK (commitment ~ '^[0-9a-f]{64}$'),
  previous     text CONSTRAINT record_version_previous_hex CHECK (previous ~ '^[0-9a-f]{64}$'),
  object       text NOT NULL,      -- address of the encrypted object: sha256:<hex>
  CONSTRAINT record_version_pk PRIMARY KEY (record_id, version),
  CONSTRAINT record_version_chained CHECK ((version = 1) = (previous IS NULL))
);
CREATE INDEX record_version_patient_idx ON record_version (patient_id, signed_at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER record_version_immutable BEFORE UPDATE OR DELETE ON record_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A transaction that was endorsed for the ledger: the signed envelope is kept before it is submitted.
CREATE TABLE anchor_transaction (
  transaction_id text CONSTRAINT anchor_transaction_pk PRIMARY KEY,
  envelope       bytea NOT NULL,
  endorsed_at    timestamptz NOT NULL,
  state          text NOT NULL CONSTRAINT anchor_transaction_state_known
                 CHECK (state IN ('endorsed', 'committed', 'conflict', 'rejected')),
  block          bigint,
  settled_at     timestamptz,
  CONSTRAINT anchor_transaction_settled CHECK ((state = 'endorsed') = (settled_at IS NULL)),
  CONSTRAINT anchor_transaction_block CHECK (state <> 'committed' OR block IS NOT NULL)
);

-- What is to be written to the ledger, in order. One row is one command, or one seal of a batch.
CREATE TABLE ledger_outbox (
  id             bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT ledger_outbox_pk PRIMARY KEY,
  kind           text NOT NULL CONSTRAINT ledger_outbox_kind_known
                 CHECK (kind IN ('anchor-seal', 'register-practitioner', 'verify-practitioner', 'suspend-practitioner',
                                 'register-subject', 'give-access', 'revoke-access')),
  subject        text NOT NULL, -- seal id, practitioner id, ledger subject or grant id
  payload        jsonb NOT NULL,
  created_at     timestamptz NOT NULL,
  state          text NOT NULL DEFAULT 'pending' CONSTRAINT ledger_outbox_state_known
                 CHECK (state IN ('pending', 'anchored', 'refused')),
  attempts       integer NOT NULL DEFAULT 0,
  not_before     timestamptz,
  refusal        text,
  transaction_id text CONSTRAINT ledger_outbox_transaction_fk REFERENCES anchor_transaction,
  block          bigint,
  anchored_at    timestamptz,
  CONSTRAINT ledger_outbox_anchored CHECK ((state = 'anchored') = (block IS NOT NULL AND anchored_at IS NOT NULL)),
  CONSTRAINT ledger_outbox_refused CHECK ((state = 'refused') = (refusal IS NOT NULL))
);
CREATE INDEX ledger_outbox_pending_idx ON ledger_outbox (id) WHERE state = 'pending';
CREATE INDEX ledger_outbox_subject_idx ON ledger_outbox (subject);
CREATE UNIQUE INDEX ledger_outbox_seal_once ON ledger_outbox (subject) WHERE kind = 'anchor-seal';

CREATE TABLE integrity_finding (
  id        bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT integrity_finding_pk PRIMARY KEY,
  found_at  timestamptz NOT NULL,
  seal      text NOT NULL,
  check_failed text NOT NULL,
  detail    text NOT NULL,
  resolved_at timestamptz
);
CREATE UNIQUE INDEX integrity_finding_open_once ON integrity_finding (seal, check_failed) WHERE resolved_at IS NULL;
