-- The access log becomes a Merkle log (RFC 9162): its rows say from where, each has a place, and heads go to the ledger.

ALTER TABLE access_log
  ADD COLUMN entry          uuid NOT NULL DEFAULT gen_random_uuid(), -- names the row; tells nothing
  ADD COLUMN organisation   text NOT NULL DEFAULT '',                -- whose portal it was
  ADD COLUMN origin         text NOT NULL DEFAULT '',                -- address of the client, or system
  ADD COLUMN record_version integer,                                 -- newest sealed one when a single record was read
  ADD COLUMN salt           bytea NOT NULL
    DEFAULT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
  ADD COLUMN mark           bytea;                                   -- the portal's; none on rows from before there were marks
ALTER TABLE access_log
  ALTER COLUMN entry DROP DEFAULT,
  ALTER COLUMN organisation DROP DEFAULT,
  ALTER COLUMN origin DROP DEFAULT,
  ALTER COLUMN salt DROP DEFAULT,
  ADD CONSTRAINT access_log_entry_unique UNIQUE (entry),
  ADD CONSTRAINT access_log_salt_long CHECK (octet_length(salt) = 32),
  ADD CONSTRAINT access_log_mark_long CHECK (octet_length(mark) = 32),
  ADD CONSTRAINT access_log_version_from_one CHECK (record_version >= 1);
CREATE TRIGGER access_log_whole BEFORE TRUNCATE ON access_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Rows that are committed and have no place yet. Identities are not given in the order of commits; who commits late comes
-- later here, and none is overlooked.
CREATE TABLE access_log_pending (
  row_id bigint CONSTRAINT access_log_pending_pk PRIMARY KEY
);
INSERT INTO access_log_pending (row_id) SELECT id FROM access_log;

CREATE TABLE access_log_leaf (
  position bigint CONSTRAINT access_log_leaf_pk PRIMARY KEY CONSTRAINT access_log_leaf_from_zero CHECK (position >= 0),
  row_id   bigint NOT NULL CONSTRAINT access_log_leaf_row_once UNIQUE, -- no foreign key: what is removed is to be noticed
  hash     bytea NOT NULL CONSTRAINT access_log_leaf_hash_long CHECK (octet_length(hash) = 32)
);
CREATE TRIGGER access_log_leaf_immutable BEFORE UPDATE OR DELETE ON access_log_leaf
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_log_leaf_whole BEFORE TRUNCATE ON access_log_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The hash over the 2^level leaves that end with this leaf.
CREATE TABLE access_log_node (
  leaf  bigint NOT NULL,
  level smallint NOT NULL CONSTRAINT access_log_node_level_sane CHECK (level BETWEEN 1 AND 40),
  hash  bytea NOT NULL CONSTRAINT access_log_node_hash_long CHECK (octet_length(hash) = 32),
  CONSTRAINT access_log_node_pk PRIMARY KEY (leaf, level),
  CONSTRAINT access_log_node_complete CHECK ((leaf + 1) % (1::bigint << level) = 0)
);
CREATE TRIGGER access_log_node_immutable BEFORE UPDATE OR DELETE ON access_log_node
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_log_node_whole BEFORE TRUNCATE ON access_log_node
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The log's name and the hospital's keys for it.
CREATE TABLE access_log_key (
  one         boolean DEFAULT true CONSTRAINT access_log_key_pk PRIMARY KEY CONSTRAINT access_log_key_one CHECK (one),
  log         uuid NOT NULL,
  public_key  text NOT NULL,  -- X.509 SubjectPublicKeyInfo, Base64
  thumbprint  text NOT NULL,  -- SHA-256 of it, hexadecimal
  private_key bytea NOT NULL, -- encrypted under the vault's master key
  mark_key    bytea NOT NULL, -- wrapped by the vault
  made_at     timestamptz NOT NULL
);
CREATE TRIGGER access_log_key_immutable BEFORE UPDATE OR DELETE ON access_log_key
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE access_log_head (
  number    bigint CONSTRAINT access_log_head_pk PRIMARY KEY CONSTRAINT access_log_head_from_zero CHECK (number >= 0),
  size      integer NOT NULL CONSTRAINT access_log_head_grows UNIQUE CONSTRAINT access_log_head_filled CHECK (size >= 1),
  root      text NOT NULL CONSTRAINT access_log_head_root_hex CHECK (root ~ '^[0-9a-f]{64}$'),
  at        timestamptz NOT NULL,
  batch     uuid NOT NULL CONSTRAINT access_log_head_batch_once UNIQUE, -- follows from log and number
  signature text NOT NULL -- over the head's canonical text; Base64 DER
);
CREATE TRIGGER access_log_head_immutable BEFORE UPDATE OR DELETE ON access_log_head
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_log_head_whole BEFORE TRUNCATE ON access_log_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- When the administrator was told of a finding.
ALTER TABLE integrity_finding ADD COLUMN told_at timestamptz;
CREATE INDEX integrity_finding_untold_idx ON integrity_finding (id) WHERE told_at IS NULL;
