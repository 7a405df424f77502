/** The tables by which operations are listed and searched; projection.ts writes them from events. */

export const TABLES = `
CREATE TABLE operation (
  created_sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  direction TEXT NOT NULL,
  reference TEXT NOT NULL,
  amount INTEGER NOT NULL,
  fee INTEGER,
  total INTEGER,
  commission INTEGER,
  cash_amount INTEGER NOT NULL,
  split INTEGER NOT NULL,
  received INTEGER,
  state TEXT NOT NULL,
  cash TEXT NOT NULL,
  change TEXT NOT NULL,
  change_due INTEGER NOT NULL,
  parked INTEGER NOT NULL,
  unsettled INTEGER NOT NULL,
  live INTEGER NOT NULL,
  day TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  settled_at TEXT,
  settled_sequence INTEGER,
  cashier TEXT NOT NULL,
  shift TEXT,
  name_digest TEXT,
  phone_digest TEXT,
  last_four_digest TEXT,
  level INTEGER,
  chari_operation_id TEXT,
  reason TEXT,
  envelope TEXT,
  attempts TEXT NOT NULL,
  customer TEXT NOT NULL,
  folded TEXT NOT NULL
) STRICT;
CREATE TABLE operation_confirm (
  confirm_id TEXT PRIMARY KEY,
  input_hash TEXT NOT NULL,
  operation TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE operation_total (
  day TEXT NOT NULL,
  direction TEXT NOT NULL,
  cashier TEXT NOT NULL,
  count INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (day, direction, cashier)
) STRICT, WITHOUT ROWID;
CREATE TABLE operation_amount (
  amount INTEGER NOT NULL,
  direction TEXT NOT NULL,
  cashier TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (amount, direction, cashier)
) STRICT, WITHOUT ROWID;
CREATE TABLE operation_foreign (
  row_key TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
`

/** Each ends with the row's own key, the sequence of its intent, so that what it finds is in the order of a list. */
export const INDEXES = `
CREATE UNIQUE INDEX operation_number ON operation (number);
CREATE UNIQUE INDEX operation_live ON operation (reference, iif(direction = 'card', amount, 0)) WHERE live = 1;
CREATE INDEX operation_unsettled ON operation (created_sequence) WHERE unsettled = 1;
CREATE INDEX operation_reference ON operation (reference);
CREATE INDEX operation_phone ON operation (phone_digest);
CREATE INDEX operation_last_four ON operation (last_four_digest);
CREATE INDEX operation_name ON operation (name_digest);
CREATE INDEX operation_by_amount ON operation (amount);
CREATE INDEX operation_state ON operation (state);
CREATE INDEX operation_direction ON operation (direction);
CREATE INDEX operation_day ON operation (day);
CREATE INDEX operation_settled ON operation (settled_sequence) WHERE settled_sequence IS NOT NULL;
CREATE INDEX operation_cashier ON operation (cashier);
CREATE INDEX operation_chari ON operation (chari_operation_id) WHERE chari_operation_id IS NOT NULL;
`

export const TABLE_NAMES = [
  'operation',
  'operation_confirm',
  'operation_total',
  'operation_amount',
  'operation_foreign',
] as const

/** What may change after the row is written. */
export const MUTABLE = [
  'fee',
  'total',
  'commission',
  'state',
  'cash',
  'change',
  'change_due',
  'parked',
  'unsettled',
  'live',
  'updated_at',
  'settled_at',
  'settled_sequence',
  'chari_operation_id',
  'reason',
  'envelope',
  'attempts',
  'folded',
] as const
export type MutableColumn = (typeof MUTABLE)[number]

const COLUMNS = [
  'created_sequence',
  'id',
  'number',
  'sequence',
  'direction',
  'reference',
  'amount',
  'cash_amount',
  'split',
  'received',
  'day',
  'created_at',
  'cashier',
  'shift',
  'name_digest',
  'phone_digest',
  'last_four_digest',
  'level',
  'customer',
  ...MUTABLE,
] as const

export const INSERT = `INSERT INTO operation (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((c) => `@${c}`).join(', ')})`

/** Names only the columns that differ: an index is written again for every column named, changed or not. */
export const update = (columns: readonly MutableColumn[]): string =>
  `UPDATE operation SET ${columns.map((c) => `${c} = @${c}`).join(', ')} WHERE created_sequence = @created_sequence`
