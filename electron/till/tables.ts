/** The tables by which the till is read; projection.ts writes them from events. Documents stay in their events. */

export const TABLES = `
CREATE TABLE till_balance (
  place TEXT NOT NULL,
  drawer TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (place, drawer)
) STRICT, WITHOUT ROWID;
CREATE TABLE till_cash (
  shift TEXT NOT NULL,
  why TEXT NOT NULL,
  came INTEGER NOT NULL,
  went INTEGER NOT NULL,
  PRIMARY KEY (shift, why)
) STRICT, WITHOUT ROWID;
CREATE TABLE till_shift (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  drawer TEXT NOT NULL,
  day TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  opened_sequence INTEGER NOT NULL,
  holder TEXT NOT NULL,
  opening INTEGER NOT NULL,
  counted_sequence INTEGER,
  counted_purpose TEXT,
  first_sequence INTEGER,
  copies INTEGER NOT NULL,
  drawer_openings INTEGER NOT NULL,
  z INTEGER
) STRICT;
CREATE TABLE till_hand_over (
  sequence INTEGER PRIMARY KEY,
  shift TEXT NOT NULL
) STRICT;
CREATE TABLE till_movement (
  sequence INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  at TEXT NOT NULL,
  day TEXT NOT NULL,
  shift TEXT NOT NULL,
  cashier TEXT NOT NULL,
  movement TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT,
  amount INTEGER NOT NULL,
  approved_by TEXT,
  corrects TEXT,
  corrected_by TEXT,
  transit TEXT NOT NULL,
  confirmed_at TEXT,
  confirmed_by TEXT
) STRICT;
CREATE TABLE till_variance (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  day TEXT NOT NULL,
  what TEXT NOT NULL,
  shift TEXT,
  drawer TEXT,
  cashier TEXT NOT NULL,
  expected INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  difference INTEGER NOT NULL,
  reason TEXT,
  approved_by TEXT
) STRICT;
CREATE TABLE till_float (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  day TEXT NOT NULL,
  shift TEXT,
  cashier TEXT NOT NULL,
  amount INTEGER NOT NULL,
  source TEXT NOT NULL,
  expected INTEGER,
  difference INTEGER,
  moved INTEGER NOT NULL
) STRICT;
CREATE TABLE till_closing (
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  period TEXT NOT NULL,
  closed_at TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  shift TEXT,
  drawer TEXT,
  difference INTEGER NOT NULL,
  signed INTEGER NOT NULL,
  in_day INTEGER,
  in_month INTEGER,
  in_year INTEGER,
  copies INTEGER NOT NULL,
  PRIMARY KEY (kind, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE till_begun (
  sequence INTEGER PRIMARY KEY,
  perpetual TEXT,
  events INTEGER NOT NULL
) STRICT;
CREATE TABLE till_act (
  id TEXT PRIMARY KEY,
  inputs TEXT NOT NULL,
  sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`

export const INDEXES = `
CREATE UNIQUE INDEX till_shift_open ON till_shift (drawer) WHERE z IS NULL;
CREATE INDEX till_hand_over_shift ON till_hand_over (shift);
CREATE UNIQUE INDEX till_movement_number ON till_movement (number);
CREATE INDEX till_movement_shift ON till_movement (shift);
CREATE INDEX till_movement_day ON till_movement (day);
CREATE INDEX till_movement_transit ON till_movement (sequence) WHERE transit = 'open';
CREATE INDEX till_variance_day ON till_variance (day);
CREATE INDEX till_float_day ON till_float (day);
CREATE INDEX till_closing_period ON till_closing (kind, period);
CREATE INDEX till_closing_drawer ON till_closing (drawer, number) WHERE kind = 'shift';
CREATE INDEX till_closing_day ON till_closing (period) WHERE kind = 'shift' AND in_day IS NULL;
CREATE INDEX till_closing_year ON till_closing (number) WHERE kind = 'shift' AND in_year IS NULL;
`

export const TABLE_NAMES = [
  'till_balance',
  'till_cash',
  'till_shift',
  'till_hand_over',
  'till_movement',
  'till_variance',
  'till_float',
  'till_closing',
  'till_begun',
  'till_act',
] as const
