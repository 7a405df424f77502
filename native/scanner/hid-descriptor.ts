/** Reads from a HID report descriptor where the parts of a scanned code stand (USB HID 1.11, section 6.2.2). */

/** Places in bytes, without the report id. A symbology id of three bytes, where the descriptor names one. */
export interface PosLayout {
  readonly reportId: number | null
  /** Whole length of the report, without its id. */
  readonly size: number
  readonly length: number
  readonly aim: number | null
  readonly data: { readonly from: number; readonly bytes: number }
  readonly continued: { readonly at: number; readonly mask: number }
}

const SCANNER_PAGE = 0x8c
const BYTE_COUNT = 0x0001_003b
const SYMBOLOGY = [0x008c_00fb, 0x008c_00fc, 0x008c_00fd]
const DATA = 0x008c_00fe
const CONTINUED = 0x008c_00ff

interface Field {
  readonly usage: number
  /** In bits, from the start of the report without its id. */
  readonly at: number
  readonly bits: number
}

interface Report {
  readonly id: number | null
  bits: number
  readonly fields: Field[]
}

interface Item {
  readonly tag: number
  readonly data: number
  readonly size: number
}

function* items(descriptor: Uint8Array): Generator<Item> {
  let at = 0
  while (at < descriptor.length) {
    const head = descriptor[at] ?? 0
    // A long item: its length is in the next byte, and none of them is needed here.
    if (head === 0xfe) {
      at += 3 + (descriptor[at + 1] ?? 0)
      continue
    }
    const size = (head & 3) === 3 ? 4 : head & 3
    let data = 0
    for (let byte = 0; byte < size; byte++) data += (descriptor[at + 1 + byte] ?? 0) * 2 ** (8 * byte)
    yield { tag: head & 0xfc, data, size }
    at += 1 + size
  }
}

const TAG = {
  input: 0x80,
  usagePage: 0x04,
  size: 0x74,
  id: 0x84,
  count: 0x94,
  push: 0xa4,
  pop: 0xb4,
  usage: 0x08,
}
const USAGE_MINIMUM = 0x18
const USAGE_MAXIMUM = 0x28
const MAIN_TYPE = 0x00
/** More fields than any scanner has, so that a broken descriptor ends. */
const MAX_FIELDS = 1_024

function inputReports(descriptor: Uint8Array): readonly Report[] {
  const reports = new Map<number | null, Report>()
  const stack: { page: number; size: number; count: number; id: number | null }[] = []
  let global = { page: 0, size: 0, count: 0, id: null as number | null }
  let usages: number[] = []
  let minimum = 0
  const named = (item: Item): number => (item.size === 4 ? item.data : global.page * 0x1_0000 + item.data)
  for (const item of items(descriptor)) {
    if (item.tag === TAG.usagePage) global = { ...global, page: item.data }
    else if (item.tag === TAG.size) global = { ...global, size: item.data }
    else if (item.tag === TAG.count) global = { ...global, count: item.data }
    else if (item.tag === TAG.id) global = { ...global, id: item.data }
    else if (item.tag === TAG.push) stack.push(global)
    else if (item.tag === TAG.pop) global = stack.pop() ?? global
    else if (item.tag === TAG.usage) usages.push(named(item))
    else if (item.tag === USAGE_MINIMUM) minimum = named(item)
    else if (item.tag === USAGE_MAXIMUM)
      for (let usage = minimum; usage <= named(item) && usages.length < MAX_FIELDS; usage++)
        usages.push(usage)
    else if ((item.tag & 0x0c) === MAIN_TYPE) {
      if (item.tag === TAG.input) addFields(reports, global, usages)
      usages = []
      minimum = 0
    }
  }
  return [...reports.values()]
}

function addFields(
  reports: Map<number | null, Report>,
  { size, count, id }: { readonly size: number; readonly count: number; readonly id: number | null },
  usages: readonly number[],
): void {
  const report = reports.get(id) ?? { id, bits: 0, fields: [] }
  reports.set(id, report)
  const fields = Math.min(count, MAX_FIELDS)
  for (let field = 0; field < fields; field++) {
    const usage = usages[Math.min(field, usages.length - 1)] ?? 0
    report.fields.push({ usage, at: report.bits, bits: size })
    report.bits += size
  }
}

const isByte = (field: Field | undefined): field is Field =>
  field !== undefined && field.bits === 8 && field.at % 8 === 0

/** The layout of the scanned-data report; null where the descriptor names none, or in a way not known. */
export function readLayout(descriptor: Uint8Array): PosLayout | null {
  for (const report of inputReports(descriptor)) {
    const data = report.fields.filter(({ usage }) => usage === DATA)
    const [first] = data
    const whole = data.every((field, at) => isByte(field) && field.at === (first?.at ?? 0) + 8 * at)
    const continued = report.fields.find(({ usage }) => usage === CONTINUED)
    if (!isByte(first) || !whole || !continued) continue
    const length =
      report.fields.find(({ usage }) => usage === BYTE_COUNT) ??
      report.fields.find(({ at, bits }) => at === 0 && bits === 8)
    if (!isByte(length) || length.usage >>> 16 === SCANNER_PAGE) continue
    const aim = SYMBOLOGY.map((usage) => report.fields.find((field) => field.usage === usage))
    const [one, two, three] = aim
    const together =
      isByte(one) && isByte(two) && isByte(three) && two.at === one.at + 8 && three.at === two.at + 8
    const bit = continued.at % 8
    return {
      reportId: report.id,
      size: Math.ceil(report.bits / 8),
      length: length.at / 8,
      aim: together ? one.at / 8 : null,
      data: { from: first.at / 8, bytes: data.length },
      continued: {
        at: (continued.at - bit) / 8,
        mask: ((1 << Math.min(continued.bits, 8 - bit)) - 1) << bit,
      },
    }
  }
  return null
}
