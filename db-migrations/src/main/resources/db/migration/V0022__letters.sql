-- Letters to people by mail: written with what they tell of, sent afterwards, at least once.

CREATE TABLE letter (
  id            uuid CONSTRAINT letter_pk PRIMARY KEY,
  kind          text NOT NULL CONSTRAINT letter_kind_known CHECK (kind IN ('access-requested', 'emergency-opened')),
  about         uuid NOT NULL, -- the request or the emergency access; the letter itself tells nothing of it
  address       text NOT NULL CONSTRAINT letter_address_filled CHECK (address <> ''),
  written_at    timestamptz NOT NULL,
  useless_after timestamptz NOT NULL, -- exclusive; not sent any more from then on
  tries         integer NOT NULL CONSTRAINT letter_tries_counted CHECK (tries >= 0),
  next_at       timestamptz NOT NULL, -- when it is tried next
  state         text NOT NULL CONSTRAINT letter_state_known CHECK (state IN ('waiting', 'sent', 'undeliverable', 'late')),
  settled_at    timestamptz,
  CONSTRAINT letter_told_once UNIQUE (kind, about),
  CONSTRAINT letter_settled_whole CHECK ((state = 'waiting') = (settled_at IS NULL))
);
CREATE INDEX letter_waiting_idx ON letter (next_at) WHERE state = 'waiting';
