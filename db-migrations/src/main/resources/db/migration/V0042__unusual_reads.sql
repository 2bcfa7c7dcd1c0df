-- The reads by others that stand out, as a worker found them, so that patients can be told. They go with the read.

CREATE TABLE unusual_read (
  entry      uuid CONSTRAINT unusual_read_pk PRIMARY KEY
             CONSTRAINT unusual_read_entry_fk REFERENCES access_log (entry) ON DELETE CASCADE,
  patient_id uuid NOT NULL, -- as the read has it
  found_at   timestamptz NOT NULL,
  reasons    text NOT NULL CONSTRAINT unusual_read_reasons_filled CHECK (reasons <> ''), -- names, with commas between
  seen_at    timestamptz, -- when the patient was shown it
  told_on    date, -- the day on which a letter told of it, in the hospital's zone
  CONSTRAINT unusual_read_told_once_a_day UNIQUE (patient_id, told_on)
);
CREATE INDEX unusual_read_unseen_idx ON unusual_read (patient_id) WHERE seen_at IS NULL;

-- How far the worker is, as places in the log. What follows a read can make it stand out, so each is looked at twice.
CREATE TABLE unusual_read_watch (
  one     boolean DEFAULT true CONSTRAINT unusual_read_watch_pk PRIMARY KEY CONSTRAINT unusual_read_watch_one CHECK (one),
  fresh   bigint NOT NULL, -- the last place that was looked at once
  settled bigint NOT NULL, -- the last place that was looked at when all had followed that counts
  CONSTRAINT unusual_read_watch_in_order CHECK (settled <= fresh)
);
INSERT INTO unusual_read_watch (fresh, settled) VALUES (-1, -1);

-- By it the many in a row are counted.
CREATE INDEX access_log_account_idx ON access_log (account, at) WHERE basis <> 'self';

ALTER TABLE letter DROP CONSTRAINT letter_kind_known;
ALTER TABLE letter ADD CONSTRAINT letter_kind_known
  CHECK (kind IN ('access-requested', 'emergency-opened', 'erasure-decided', 'unusual-read'));

-- A letter about a read that is erased is erased too, whatever address it went to.
CREATE FUNCTION forget_unusual_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM letter WHERE kind = 'unusual-read' AND about = OLD.entry;
  RETURN OLD;
END $$;
CREATE TRIGGER unusual_read_forgotten AFTER DELETE ON unusual_read FOR EACH ROW EXECUTE FUNCTION forget_unusual_read();
