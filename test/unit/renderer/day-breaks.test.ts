import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import {
  BREAK_CODES,
  type ChariSide,
  type DayBreak,
  type JournalSide,
} from '../../../electron/domain/reconciliation'
import { breakFacts, breakTitle, whatToDo } from '../../../renderer/screens/day/break-words'
import { asksSupervisor, asksTicket, BLANK, decisionBlock } from '../../../renderer/screens/day/decision'
import { evidenceOf } from '../../../renderer/screens/day/evidence'
import ar from '../../../resources/words/ar.json'
import en from '../../../resources/words/en.json'
import fr from '../../../resources/words/fr.json'

const journal: JournalSide = {
  id: 'o1',
  number: 'CASA1-000724',
  direction: 'cash_in',
  reference: '1122334455',
  amount: centimes(50_000),
  fee: centimes(0),
  commission: centimes(300),
  state: 'completed',
  cash: 'in_drawer',
  changeDue: centimes(0),
  createdAt: '2026-06-16T13:08:00.000Z',
  settledAt: '2026-06-16T13:08:02.000Z',
  cashier: 'Salma B.',
  shift: 'CASA1-S000214',
  agentCode: 'AG20417',
  chariOperationId: '924381',
  requestIds: ['7b8c9f1a-1111-4222-8333-444455ed5e6f'],
  phone: '+212 6** ** 87 30',
}
const chari: ChariSide = {
  row: 'r1',
  operationId: '924381',
  transactionIds: ['t1'],
  reference: '1122334455',
  type: 1,
  direction: 'cash_in',
  status: 'completed',
  amount: centimes(50_000),
  fee: centimes(0),
  commission: centimes(300),
  agentCode: 'AG20417',
  requestId: null,
  phone: '+212 6** ** 87 30',
  createdAt: '2026-06-16T13:08:00.000Z',
  executedAt: '2026-06-16T13:08:01.000Z',
  source: 'chari',
  readAt: '2026-06-16T19:08:00.000Z',
  vanished: false,
}
const broken: DayBreak = {
  key: 'operation:o1',
  name: 'R5 CASA1-000724',
  code: 'R5',
  severity: 'critical',
  also: [],
  state: 'open',
  age: 'T1',
  day: '2026-06-16',
  carried: false,
  amount: centimes(50_000),
  action: 'ask_chari',
  because: null,
  decisions: ['explained', 'corrected', 'ticket', 'written_off'],
  supervisor: true,
  ticketNeeded: true,
  journal: [journal],
  chari: [],
  money: null,
  matchedBy: null,
  proposals: [],
  history: [],
  evidence: 'e1',
}
const short: DayBreak = {
  ...broken,
  code: 'R14',
  ticketNeeded: false,
  journal: [],
  money: {
    what: 'closing',
    at: '2026-06-16T19:02:00.000Z',
    by: 'Salma B.',
    expected: centimes(700_000),
    found: centimes(698_000),
    difference: centimes(-2_000),
    reason: null,
    approvedBy: null,
    shift: 'CASA1-S000214',
    z: 214,
  },
}
const t = i18next.getFixedT('fr')

beforeAll(() =>
  i18next.init({
    lng: 'fr',
    resources: { fr: { translation: fr }, ar: { translation: ar }, en: { translation: en } },
    interpolation: { escapeValue: false },
  }),
)

describe('A break in words', () => {
  it.each(['fr', 'ar', 'en'])(
    'has a name, a meaning and something to do for every class in %s',
    (language) => {
      const say = i18next.getFixedT(language)
      for (const code of BREAK_CODES) {
        const one = { ...broken, code, action: '' }
        for (const said of [breakTitle(say, one), say(`day.class.${code}.means`), whatToDo(say, one)])
          expect(said, `${code} in ${language}`).not.toMatch(/^day\.|\bR\d/)
      }
    },
  )

  it('names what is short and what is over, never its code', () => {
    expect(breakTitle(t, short)).toBe('Espèces\u00a0: il manque 20,00\u00a0MAD')
    const over = short.money && { ...short.money, difference: centimes(500) }
    expect(breakTitle(t, { ...short, money: over })).toBe('Espèces\u00a0: 5,00\u00a0MAD de trop')
    expect(breakFacts(t, short)).toEqual(['Comptage de clôture', '20:02'])
  })

  it('says which operation it is by what either side tells', () => {
    expect(breakFacts(t, broken)).toEqual(['Dépôt', '1122 334 455', '14:08', '500,00\u00a0MAD'])
    const theirs = { ...broken, journal: [], chari: [{ ...chari, reference: null, direction: null }] }
    expect(breakFacts(t, theirs)).toEqual(['14:08', '500,00\u00a0MAD'])
  })

  it('dates what is of another day', () => {
    const carried = { ...short, day: '2026-06-15' }
    expect(breakFacts(t, carried)).toEqual(['Comptage de clôture', '16/06 20:02'])
  })

  it('orders by the direction of the cash, and by what is proposed before all', () => {
    const unsure = { ...broken, code: 'R3', action: 'give_back' } as const
    expect(whatToDo(t, unsure)).toContain('Rendez l’argent')
    expect(whatToDo(t, { ...unsure, journal: [{ ...journal, direction: 'cash_out' }] })).toContain(
      'Ne payez rien',
    )
    expect(whatToDo(t, { ...broken, action: 'accept_proposal' })).toContain('acceptez')
  })
})

describe('The evidence of both sides', () => {
  const rowsOf = (ours: readonly JournalSide[], theirs: readonly ChariSide[]) =>
    new Map(evidenceOf(t, '2026-06-16', ours, theirs).rows.map((row) => [row.name, row]))

  it('marks what differs and nothing else', () => {
    const rows = rowsOf([journal], [{ ...chari, amount: centimes(49_900) }])
    expect([...rows.values()].filter(({ differs }) => differs).map(({ name }) => name)).toEqual(['amount'])
    expect(rows.get('amount')?.cells).toEqual(['500,00', '499,00'])
  })

  it('does not call different what one side does not tell', () => {
    const rows = rowsOf([journal], [{ ...chari, fee: null, phone: null, operationId: null }])
    expect([...rows.values()].some(({ differs }) => differs)).toBe(false)
    expect(rows.get('fee')?.cells).toEqual(['0,00', null])
  })

  it('marks outcomes that contradict each other', () => {
    expect(rowsOf([journal], [{ ...chari, status: 'canceled' }]).get('state')).toMatchObject({
      differs: true,
      cells: ['Effectué', 'Annulée'],
    })
  })

  it('says of a row that a newer listing does not have that it is gone', () => {
    expect(rowsOf([journal], [{ ...chari, vanished: true }]).get('state')).toMatchObject({
      differs: true,
      cells: ['Effectué', 'N’est plus dans la liste'],
    })
  })

  it('leaves out what nobody tells, and an agent that is the same', () => {
    const rows = rowsOf([{ ...journal, phone: null }], [{ ...chari, phone: null }])
    expect(rows.has('phone')).toBe(false)
    expect(rows.has('agent')).toBe(false)
    expect(rowsOf([journal], [{ ...chari, agentCode: 'AG99999' }]).get('agent')?.differs).toBe(true)
  })

  it('shows a time without a zone as it came', () => {
    const bare = { ...chari, executedAt: '2026-06-16T14:08:01' }
    expect(rowsOf([journal], [bare]).get('at')?.cells).toEqual(['14:08', '2026-06-16 14:08:01'])
  })

  it('has a column for each of several rows', () => {
    const { columns } = evidenceOf(t, '2026-06-16', [journal], [chari, { ...chari, row: 'r2' }])
    expect(columns.map(({ side, place, of }) => `${side} ${place + 1}/${of}`)).toEqual([
      'journal 1/1',
      'chari 1/2',
      'chari 2/2',
    ])
  })
})

describe('A decision', () => {
  const filled = { ...BLANK, decision: 'explained', reason: 'Chari a confirmé', ticket: 'CH-1' } as const

  it('is written once what it needs is there', () => {
    expect(decisionBlock(broken, BLANK)).toBe('day.break.off_decision')
    expect(decisionBlock(broken, { ...filled, reason: ' ' })).toBe('day.break.off_reason')
    expect(decisionBlock(broken, { ...filled, ticket: '' })).toBe('day.break.off_ticket')
    expect(decisionBlock(broken, filled)).toBeNull()
    expect(decisionBlock(short, { ...filled, ticket: '' })).toBeNull()
  })

  it('asks for the ticket whenever Chari was told', () => {
    expect(asksTicket(short, 'ticket')).toBe(true)
    expect(asksTicket(short, 'explained')).toBe(false)
    expect(asksTicket(broken, 'explained')).toBe(true)
    expect(asksTicket(broken, null)).toBe(false)
  })

  it('asks for a supervisor, but not to take what is proposed or to tell Chari', () => {
    expect(asksSupervisor(broken, 'written_off')).toBe(true)
    expect(asksSupervisor(broken, 'accepted')).toBe(false)
    expect(asksSupervisor(broken, 'ticket')).toBe(false)
    expect(asksSupervisor({ ...broken, supervisor: false }, 'written_off')).toBe(false)
  })

  it('takes the one proposal without a choice, and one of several by it', () => {
    const one = { ...broken, ticketNeeded: false, proposals: [chari] }
    const accepted = { ...BLANK, decision: 'accepted' } as const
    expect(decisionBlock(one, accepted)).toBeNull()
    const two = { ...one, proposals: [chari, { ...chari, row: 'r2' }] }
    expect(decisionBlock(two, accepted)).toBe('day.break.off_choice')
    expect(decisionBlock(two, { ...accepted, choice: 'r2' })).toBeNull()
  })
})
