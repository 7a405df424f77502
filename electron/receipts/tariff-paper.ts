import { centimes, formatAmount } from '../domain/money'
import type { PaperData } from '../domain/paper'
import { priceParts } from '../domain/tariff'
import { CENTRE, formatPeriod } from './closing-parts'
import { minute, type Sheet, shop } from './sheet'

type TariffSheet = Extract<PaperData, { kind: 'tariff_sheet' }>
type Band = TariffSheet['kinds'][number]['bands'][number]

/** The amounts of a band as they can be asked: from one centime above the band before it. */
function amounts({ words, ltr }: Sheet, { above, upTo }: Band): string {
  if (upTo === null)
    return above === 0 ? words('tariff.any') : words('tariff.above', { above: ltr(formatAmount(above)) })
  return words('tariff.between', {
    from: ltr(formatAmount(centimes(above + 1))),
    to: ltr(formatAmount(upTo)),
  })
}

function fee({ pair, words }: Sheet, label: string, price: Band['fee']): void {
  const parts = price === null ? [] : priceParts(price)
  if (parts.length > 0) pair(label, parts.join('\u00a0+\u00a0'), { bold: true })
  else pair(label, words(price === null ? 'feeUnknown' : 'tariff.free'), { bold: true, words: true })
}

/** Fees to hang up in the shop (PITFALLS.md b23): nobody pays what does not stand there. */
export function tariffSheet(sheet: Sheet, data: TariffSheet): void {
  const { text, pair, rule, words } = sheet
  shop(sheet, data)
  text(words('tariff.title'), { ...CENTRE, double: true })
  text(words('tariff.about', { day: sheet.ltr(formatPeriod(data.day)) }), { align: 'center' })
  for (const { kind, bands } of data.kinds) {
    rule()
    text(words(`tariff.kind_${kind}`), CENTRE)
    for (const band of bands) fee(sheet, amounts(sheet, band), band.fee)
  }
  rule()
  const unknown = data.kinds.flatMap(({ bands }) => bands).some((band) => band.fee === null)
  text(words(unknown || data.kinds.length === 0 ? 'tariff.ask' : 'tariff.nothing_else'), CENTRE)
  text(words('tariff.on_receipt'), { align: 'center' })
  rule()
  pair(words('printedAt'), minute(data.head.at))
  if (data.head.terminal) pair(words('terminal'), data.head.terminal)
}
