-- Availability and appointments. The exclusion constraints are what makes a double booking impossible (A3).

CREATE TABLE visit_type (
  id              uuid CONSTRAINT visit_type_pk PRIMARY KEY,
  code            text NOT NULL CONSTRAINT visit_type_code_unique UNIQUE,
  name            text NOT NULL,
  minutes         integer NOT NULL CONSTRAINT visit_type_minutes_sane CHECK (minutes BETWEEN 5 AND 480),
  buffer_minutes  integer NOT NULL DEFAULT 0 CONSTRAINT visit_type_buffer_sane CHECK (buffer_minutes BETWEEN 0 AND 120),
  needs_confirmation boolean NOT NULL DEFAULT false,
  patient_bookable   boolean NOT NULL DEFAULT true
);

CREATE TABLE availability_rule (
  id              uuid CONSTRAINT availability_rule_pk PRIMARY KEY,
  practitioner_id uuid NOT NULL CONSTRAINT availability_rule_practitioner_fk REFERENCES practitioner,
  room_id         uuid NOT NULL CONSTRAINT availability_rule_room_fk REFERENCES room,
  day_of_week     integer NOT NULL CONSTRAINT availability_rule_day_sane CHECK (day_of_week BETWEEN 1 AND 7), -- ISO, 1 Monday
  starts          time NOT NULL, -- in the hospital's zone
  ends            time NOT NULL,
  valid_from      date NOT NULL,
  valid_until     date,
  CONSTRAINT availability_rule_forward CHECK (starts < ends)
);
CREATE INDEX availability_rule_practitioner_idx ON availability_rule (practitioner_id);

CREATE TABLE availability_exception (
  id              uuid CONSTRAINT availability_exception_pk PRIMARY KEY,
  practitioner_id uuid NOT NULL CONSTRAINT availability_exception_practitioner_fk REFERENCES practitioner,
  starts_at       timestamptz NOT NULL,
  ends_at         timestamptz NOT NULL,
  reason          text NOT NULL,
  CONSTRAINT availability_exception_forward CHECK (starts_at < ends_at)
);
CREATE INDEX availability_exception_practitioner_idx ON availability_exception (practitioner_id, starts_at);

CREATE TABLE appointment (
  id              uuid CONSTRAINT appointment_pk PRIMARY KEY,
  version         integer NOT NULL,
  patient_id      uuid NOT NULL CONSTRAINT appointment_patient_fk REFERENCES patient,
  practitioner_id uuid NOT NULL CONSTRAINT appointment_practitioner_fk REFERENCES practitioner,
  room_id         uuid NOT NULL CONSTRAINT appointment_room_fk REFERENCES room,
  visit_type_id   uuid NOT NULL CONSTRAINT appointment_visit_type_fk REFERENCES visit_type,
  starts_at       timestamptz NOT NULL,
  ends_at         timestamptz NOT NULL,
  blocked_until   timestamptz NOT NULL, -- end of the visit and its buffer: practitioner and room are not free before
  status          text NOT NULL CONSTRAINT appointment_status_known
                  CHECK (status IN ('proposed', 'booked', 'arrived', 'in-room', 'fulfilled', 'cancelled', 'noshow')),
  reason          text NOT NULL DEFAULT '',
  status_reason   text NOT NULL DEFAULT '',
  booked_by       text NOT NULL,
  booked_at       timestamptz NOT NULL,
  status_since    timestamptz NOT NULL,
  arrived_at      timestamptz,
  form_id         uuid NOT NULL CONSTRAINT appointment_form_once UNIQUE, -- of the form that booked it: sent twice, booked once
  CONSTRAINT appointment_forward CHECK (starts_at < ends_at AND ends_at <= blocked_until),
  CONSTRAINT appointment_cancel_has_reason CHECK (status <> 'cancelled' OR status_reason <> ''),
  CONSTRAINT appointment_practitioner_free EXCLUDE USING gist
    (practitioner_id WITH =, tstzrange(starts_at, blocked_until) WITH &&) WHERE (status NOT IN ('cancelled', 'noshow')),
  CONSTRAINT appointment_patient_free EXCLUDE USING gist
    (patient_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status NOT IN ('cancelled', 'noshow')),
  CONSTRAINT appointment_room_free EXCLUDE USING gist
    (room_id WITH =, tstzrange(starts_at, blocked_until) WITH &&) WHERE (status NOT IN ('cancelled', 'noshow'))
);
CREATE INDEX appointment_day_idx ON appointment (starts_at);
CREATE INDEX appointment_practitioner_idx ON appointment (practitioner_id, starts_at);
CREATE INDEX appointment_patient_idx ON appointment (patient_id, starts_at);

-- Every move of an appointment's status, for undo and for who was faster.
CREATE TABLE appointment_change (
  id             bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT appointment_change_pk PRIMARY KEY,
  appointment_id uuid NOT NULL CONSTRAINT appointment_change_appointment_fk REFERENCES appointment,
  at             timestamptz NOT NULL,
  by_account     text NOT NULL,
  from_status    text,
  to_status      text NOT NULL,
  reason         text NOT NULL DEFAULT '',
  undo           boolean NOT NULL DEFAULT false
);
CREATE INDEX appointment_change_appointment_idx ON appointment_change (appointment_id, id);
