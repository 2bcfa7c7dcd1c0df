-- Which steps of the demo hospital are loaded. A step and its mark are one transaction: a crash in the middle repeats nothing.

CREATE TABLE demo_step (
  code      text CONSTRAINT demo_step_pk PRIMARY KEY,
  day       date NOT NULL, -- the day that was today when the first step was loaded
  loaded_at timestamptz NOT NULL
);
