import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LaidPaper } from '../../../electron/domain/paper'
import type { User } from '../../../electron/domain/people'
import { tillScreenHandlers } from '../../../electron/ipc/handlers/till-screens'
import { createPeople } from '../../../electron/people/people'
import { createPaperLayout } from '../../../electron/receipts/layout'
import type { Words } from '../../../electron/receipts/words'
import { createCountDraftStore } from '../../../electron/settings/count-draft'
import type { Settings } from '../../../electron/settings/types'
import { quickSettings } from '../../support/counter'
import { heldClock, tempFolder } from '../../support/journal'
import { textOf } from '../../support/laid-text'
import { KARIM, paperHead, SALMA_B } from '../../support/till'
import { got, mad, type TillShop, tillShop, total } from '../../support/till-shop'

const ROOT = resolve(import.meta.dirname, '../../..')
const wordsOf = (language: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(ROOT, 'resources', 'words', `${language}.json`), 'utf8'))
const words: Words = { fr: wordsOf('fr'), ar: wordsOf('ar'), en: wordsOf('en') }

/** The requests of the till's screens over a real till, with Salma at the counter. */
async function screens(shop: TillShop = tillShop()) {
  const folder = tempFolder()
  let user: User = SALMA_B
  const people = createPeople({
    folder,
    journal: () => null,
    clock: heldClock(),
    randomBytes,
    cost: { N: 16, r: 1, p: 1 },
    who: () => ({ cashier: user.name, shift: null }),
    weakPins: () => true,
    log: () => undefined,
  })
  await people.replace([
    { ...SALMA_B, pin: '1234' },
    { ...KARIM, pin: '4321' },
  ])
  let settings: Settings = quickSettings({ till: shop.settings })
  const saved: (string | undefined)[] = []
  const layOut = createPaperLayout(words)
  const handlers = tillScreenHandlers({
    user: () => user,
    people: () => people,
    till: () => shop.till,
    drafts: createCountDraftStore(folder),
    settings: () => settings,
    setSettings: (next, by) => {
      settings = next
      shop.settings = next.till
      saved.push(by)
    },
    paperHead: paperHead('CASA1', shop.clock.now),
    lay: (data) => layOut({ data, copy: 0, columns: 48 }),
  })
  const paper = async (asked: Parameters<(typeof handlers)['till.paper']>[0]['paper']) =>
    (await handlers['till.paper']({ paper: asked })).laid
  return { shop, handlers, saved, paper, signIn: (next: User) => (user = next) }
}

const text = (laid: LaidPaper | null): string => (laid === null ? '' : textOf(laid.lines))

describe('The settings of the till', () => {
  const karim = { name: 'Karim I.', pin: '4321' }

  it('are changed by a supervisor alone, signed in or in place', async () => {
    const { shop, handlers, saved, signIn } = await screens()
    const settings = { ...shop.settings, blind: false }
    const save = handlers['till.saveSettings']
    expect(await save({ settings, approval: null })).toMatchObject({ message: { code: 'not_allowed' } })
    expect(await save({ settings, approval: { ...karim, pin: '0000' } })).toMatchObject({
      message: { code: 'pin_wrong' },
    })
    expect(saved).toEqual([])
    expect(await save({ settings, approval: karim })).toEqual({ ok: true, value: settings })
    signIn(KARIM)
    expect(await save({ settings, approval: null })).toMatchObject({ ok: true })
    expect(saved).toEqual(['Karim I.', undefined])
    expect(await handlers['till.settings']({})).toEqual(settings)
  })

  it.each([
    [{ reasonFrom: mad(-1) }, 'reasonFrom'],
    [{ reasonFrom: mad(60), supervisorFrom: mad(50) }, 'supervisorFrom'],
    [{ cashWarn: mad(100), cashStop: mad(200) }, 'cashStop'],
    [{ floatWarn: mad(100), floatStop: mad(200) }, 'floatStop'],
    [{ floatWarn: mad(-5) }, 'floatWarn'],
  ])('name the field that cannot be used: %j', async (change, field) => {
    const { shop, handlers, saved, signIn } = await screens()
    signIn(KARIM)
    const answer = await handlers['till.saveSettings']({
      settings: { ...shop.settings, ...change },
      approval: null,
    })
    expect(answer).toMatchObject({ ok: false, message: { code: 'not_allowed', params: { detail: field } } })
    expect(saved).toEqual([])
  })

  it('do not change the way of sharing drawers under an open shift', async () => {
    const { shop, handlers, signIn } = await screens()
    signIn(KARIM)
    const each = { settings: { ...shop.settings, drawers: 'each' as const }, approval: null }
    got(shop.open(mad(100)))
    expect(await handlers['till.saveSettings'](each)).toMatchObject({ message: { code: 'shift_open' } })
    got(shop.z())
    expect(await handlers['till.saveSettings'](each)).toMatchObject({ ok: true })
  })
})

describe('A paper of the till on screen', () => {
  it('is none where there is no such shift, count or closing', async () => {
    const { shop, paper } = await screens()
    expect(await paper({ what: 'x', shift: 'CASA1-S000001' })).toBeNull()
    got(shop.open(mad(100)))
    const z = { what: 'z', shift: 'CASA1-S000001', left: mad(0), reason: null, approvedBy: null } as const
    expect(await paper(z)).toBeNull()
    expect(await paper({ what: 'closing', kind: 'shift', number: 1 })).toBeNull()
  })

  it('of an X says to a blind till’s cashier nothing of what the drawer holds', async () => {
    const { shop, paper, signIn } = await screens()
    got(shop.open(mad(1_234)))
    const x = { what: 'x', shift: 'CASA1-S000001' } as const
    expect(text(await paper(x))).not.toContain('1\u00a0234,00')
    signIn(KARIM)
    expect(text(await paper(x))).toContain('1\u00a0234,00')
  })

  it('of a Z follows what is typed, and ends above the signature that it has not got', async () => {
    const { shop, paper } = await screens()
    got(shop.open(mad(2_000)))
    got(shop.till.count(countOf(shop, mad(1_980)), SALMA_B))
    const laid = await paper({
      what: 'z',
      shift: 'CASA1-S000001',
      left: mad(500),
      reason: 'Erreur de monnaie',
      approvedBy: 'Karim I.',
    })
    const said = text(laid)
    for (const words of [
      'CLÔTURE Z 1',
      '1\u00a0980,00',
      'Erreur de monnaie',
      'Karim I.',
      '500,00',
      '1\u00a0480,00',
    ])
      expect(said).toContain(words)
    expect(said).not.toMatch(/NON SIGNÉ|Ed25519/)
    expect(laid?.lines.some(({ kind }) => kind === 'qr')).toBe(false)
  })

  it('of a Z never leaves more than was counted, nor a reason for no difference', async () => {
    const { shop, paper } = await screens()
    got(shop.open(mad(2_000)))
    got(shop.till.count(countOf(shop, mad(2_000)), SALMA_B))
    const said = text(
      await paper({
        what: 'z',
        shift: 'CASA1-S000001',
        left: mad(9_999),
        reason: 'Erreur de monnaie',
        approvedBy: 'Karim I.',
      }),
    )
    expect(said).not.toContain('9\u00a0999,00')
    expect(said).not.toContain('Erreur de monnaie')
    expect(said).not.toContain('Karim I.')
  })

  it('of a closing is the stored document, signature and all', async () => {
    const { shop, paper } = await screens()
    got(shop.open(mad(2_000)))
    got(shop.z(SALMA_B, { left: mad(700) }))
    const laid = await paper({ what: 'closing', kind: 'shift', number: 1 })
    expect(text(laid)).toContain('700,00')
    expect(laid?.lines.some(({ kind }) => kind === 'qr')).toBe(true)
  })
})

function countOf(shop: TillShop, amount: ReturnType<typeof mad>) {
  const shift = shop.till.shiftOf(SALMA_B.name) ?? 'none'
  return { countId: crypto.randomUUID(), shift, purpose: 'closing' as const, count: total(amount) }
}
