import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DrawerSums, TillSettings } from '../../../electron/domain/closing'
import { tillSettingsSchema } from '../../../electron/domain/closing'
import { centimes } from '../../../electron/domain/money'
import type { OpenShift, SealedCount, TillStatus } from '../../../electron/domain/till'
import type { Boot, RequestName, Status } from '../../../electron/ipc/contract'
import { gravest } from '../../../renderer/app/gravest'
import { routeScan } from '../../../renderer/keys/scan-route'
import { createAct } from '../../../renderer/lib/act'
import { dayWords, monthWords } from '../../../renderer/lib/day-words'
import { NO_REASON, reasonWords } from '../../../renderer/screens/till/difference-reason'
import { signOf } from '../../../renderer/screens/till/movement-look'
import { linesOf, signed } from '../../../renderer/screens/till/Sums'
import {
  draftOf,
  problemsOf,
  type SettingsDraft,
  settingsOf,
} from '../../../renderer/screens/till/till-settings-draft'
import { useApp } from '../../../renderer/stores/app'
import * as till from '../../../renderer/stores/till'

const settings: TillSettings = tillSettingsSchema.parse({})
const draft = (change: Partial<SettingsDraft> = {}): SettingsDraft => ({ ...draftOf(settings), ...change })

describe('The settings of a till, as they are typed', () => {
  it.each([
    [{ reasonFrom: '' }, { reasonFrom: 'till.amount_bad' }],
    [{ reasonFrom: 'x' }, { reasonFrom: 'till.amount_bad' }],
    [{ reasonFrom: '60' }, { supervisorFrom: 'till.supervisor_below_reason' }],
    [{ cashWarn: '10,123' }, { cashWarn: 'till.amount_bad' }],
    [{ cashWarn: '100', cashStop: '200' }, { cashStop: 'till.stop_above_warn' }],
    [{ floatWarn: '100', floatStop: '100,01' }, { floatStop: 'till.stop_above_warn' }],
  ])('%j is told beside its field, and not saved', (change, problems) => {
    expect(problemsOf(draft(change))).toEqual(problems)
    expect(settingsOf(draft(change))).toBeNull()
  })

  it('are what they were when nothing is typed, and empty levels are none', () => {
    expect(settingsOf(draft())).toEqual(settings)
    expect(settingsOf(draft({ cashWarn: '1 500,50', cashStop: ' ' }))).toMatchObject({
      cashWarn: 150_050,
      cashStop: null,
    })
  })
})

describe('The sums of a drawer', () => {
  const sums: DrawerSums = {
    opening: centimes(200_000),
    cashIn: centimes(0),
    cashOut: centimes(30_000),
    change: centimes(0),
    paidIn: centimes(0),
    paidOut: centimes(4_000),
    safe: centimes(0),
    bank: centimes(0),
    differences: centimes(-500),
    expected: centimes(165_500),
  }

  it('leave out what is nothing, but never fund, cash-ins and cash-outs', () => {
    expect(linesOf(sums).map(({ key }) => key)).toEqual([
      'opening',
      'cashIn',
      'cashOut',
      'paidOut',
      'differences',
    ])
  })

  it('are signed as the drawer sees them, and add up to what it should hold', () => {
    const told = linesOf(sums).map(({ amount, sign }) => signed(amount, sign))
    expect(told).toEqual(['2\u00a0000,00', '0,00', '−300,00', '−40,00', '−5,00'])
    const added = linesOf(sums).reduce(
      (total, { amount, sign }) => total + (sign === 'minus' ? -1 : 1) * Math.abs(amount),
      0,
    )
    expect(added).toBe(sums.expected)
  })
})

describe('Words of the till', () => {
  const t = ((key: string) => `[${key}]`) as never

  it('give a reason only when one was chosen, and typed where it is another', () => {
    expect(reasonWords(NO_REASON, t)).toBeNull()
    expect(reasonWords({ kind: 'change', text: 'x' }, t)).toBe('[till.reason_change]')
    expect(reasonWords({ kind: 'another', text: '  ' }, t)).toBeNull()
    expect(reasonWords({ kind: 'another', text: ' vol ' }, t)).toBe('vol')
  })

  it('name days with Western digits in every language', () => {
    expect(dayWords('2026-06-16', 'fr')).toBe('mardi 16 juin 2026')
    expect(dayWords('2026-06-16', 'ar')).toMatch(/16.*2026/)
    expect(monthWords('2026-06', 'en')).toBe('June 2026')
  })

  it('put back what a movement took', () => {
    expect(signOf({ movement: 'paid_out', corrects: null })).toBe('minus')
    expect(signOf({ movement: 'paid_out', corrects: 'CASA1-M000001' })).toBe('plus')
    expect(signOf({ movement: 'paid_in', corrects: 'CASA1-M000001' })).toBe('minus')
  })
})

describe('An act', () => {
  it('keeps its id while its inputs are the same', () => {
    const act = createAct()
    const first = act({ amount: 1, reason: null })
    expect(act({ amount: 1, reason: null })).toBe(first)
    expect(act({ amount: 2, reason: null })).not.toBe(first)
  })
})

describe('A scan on a quantity', () => {
  it('never writes into it', () => {
    expect(routeScan('1122334455', 'count')).toBe('counter')
    expect(routeScan('1500.50', 'count')).toBe('counter')
  })
})

const shift: OpenShift = {
  id: 'CASA1-S000001',
  number: 1,
  drawer: 'main',
  day: '2026-06-16',
  openedAt: '2026-06-16T07:02:00.000Z',
  openedBy: 'Salma B.',
  holder: 'Salma B.',
  forgotten: false,
  counted: null,
}
const statusWith = (change: Partial<TillStatus>): Status =>
  ({
    connection: 'online',
    connectionSince: '2026-06-16T07:00:00.000Z',
    journal: 'ok',
    clockWarning: null,
    printer: { trouble: null, waiting: 0, asking: [], held: 0 },
    till: {
      shift,
      others: [],
      cashLevel: 'ok',
      floatLevel: 'ok',
      serves: { cashIn: centimes(500_000), cashOut: centimes(80_000) },
      ...change,
    },
  }) as unknown as Status

describe('The banner of a low till', () => {
  it.each([
    [{ cashLevel: 'low' }, 'cash_low'],
    [{ floatLevel: 'low' }, 'float_low'],
    [{ cashLevel: 'low', floatLevel: 'stop' }, 'float_stop'],
    [{ cashLevel: 'stop', floatLevel: 'stop' }, 'cash_stop'],
    [{ cashLevel: 'low', serves: { cashIn: null, cashOut: null } }, 'cash_low_hidden'],
  ] as const)('%j says %s', (change, key) => {
    expect(gravest(statusWith(change), false)?.key).toBe(key)
  })

  it('says nothing before a shift is open, nor over something graver', () => {
    expect(gravest(statusWith({ shift: null, cashLevel: null, floatLevel: 'low' }), false)).toBeNull()
    const away = { ...statusWith({ cashLevel: 'stop' }), connection: 'offline' } as Status
    expect(gravest(away, false)?.key).toBe('offline')
  })
})

describe('The till', () => {
  const asked: RequestName[] = []
  let answers: Partial<Record<RequestName, unknown>>

  beforeEach(() => {
    asked.length = 0
    answers = { 'till.sealed': { sealed: null }, 'app.status': null }
    vi.stubGlobal('window', {
      guichet: {
        request: async (name: RequestName) => {
          asked.push(name)
          return answers[name] ?? (name in answers ? answers[name] : {})
        },
        on: () => () => undefined,
      },
    })
    useApp.setState({
      boot: { phase: 'counter', current: null, user: { name: 'Salma B.', role: 'cashier' } } as Boot,
      status: statusWith({}),
      screen: 'counter',
    })
    till.backHome()
    till.useTill.setState({ float: null })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })
  const view = () => till.useTill.getState().view

  it('counts, or goes on with the count that is sealed for the same purpose', async () => {
    await till.startCount(shift, 'closing')
    expect(view()).toMatchObject({ name: 'count', purpose: 'closing' })
    expect(useApp.getState().screen).toBe('till')
    answers['till.sealed'] = { sealed: { purpose: 'hand_over' } as SealedCount }
    await till.startCount(shift, 'closing')
    expect(view().name).toBe('count')
    await till.startCount(shift, 'hand_over')
    expect(view().name).toBe('sealed')
  })

  it('comes back to a count by F9, and to its home from anything that is done', () => {
    till.show({ name: 'count', shift, purpose: 'closing' })
    till.openTill()
    expect(view().name).toBe('count')
    till.show({ name: 'closings' })
    till.openTill()
    expect(view().name).toBe('home')
  })

  it('counts anew when cash has moved since the count, and says why', () => {
    till.show({ name: 'sealed', shift, sealed: { purpose: 'closing' } as SealedCount })
    till.countAnew('CASA1-S000002')
    expect(view().name).toBe('sealed')
    till.countAnew(shift.id)
    expect(view()).toMatchObject({ name: 'count', purpose: 'closing', message: { code: 'count_needed' } })
  })

  it('states a float that Chari told after the shift was opened, and nothing where Chari is silent', async () => {
    answers['till.readFloat'] = { float: { amount: null, source: 'unknown', statedAt: null } }
    await till.askFloat()
    expect(till.useTill.getState().float).toEqual({ state: 'silent' })
    expect(asked).not.toContain('till.stateFloat')
    answers['till.readFloat'] = { float: { amount: 100, source: 'sheet', statedAt: null } }
    useApp.setState({ status: statusWith({ shift: null }) })
    await till.askFloat()
    expect(asked).not.toContain('till.stateFloat')
    useApp.setState({ status: statusWith({}) })
    await till.askFloat()
    expect(asked).toContain('till.stateFloat')
  })
})
