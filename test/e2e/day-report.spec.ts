import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import type { Bridge, RequestInput, RequestName, RequestOutput } from '../../electron/ipc/contract'
import { launch, newProfile, provision, ROOT, signIn, type Terminal } from '../support/terminal'

/** The day's report as a PDF of the built terminal's own Chromium, in three languages. */

test.describe.configure({ mode: 'serial' })

let terminal: Terminal
test.beforeAll(async () => {
  const folder = newProfile()
  provision(folder, { environment: 'training', agentPhone: '+212661000417' })
  terminal = await launch(folder)
  await signIn(terminal.page)
})
test.afterAll(() => terminal.kill())

const ask = <N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> =>
  terminal.page.evaluate(
    ([asked, given]) => {
      const { guichet } = window as unknown as { guichet: Bridge }
      return guichet.request(asked as never, given as never)
    },
    [name, input] as const,
  ) as Promise<RequestOutput<N>>

/** Every object of a PDF, those in compressed streams too, as Latin text. */
function objectsOf(pdf: Buffer): string {
  const text = pdf.toString('latin1')
  const streams = [...text.matchAll(/\/ObjStm[^>]*>>\s*stream\r?\n/g)].map(({ index, 0: head }) => {
    const from = index + head.length
    return inflateSync(pdf.subarray(from, text.indexOf('endstream', from))).toString('latin1')
  })
  return [text, ...streams].join('\n')
}

const pagesOf = (objects: string): number => objects.match(/\/Type\s*\/Page(?![a-zA-Z])/g)?.length ?? 0

/** A civil day in Africa/Casablanca. */
const today = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Africa/Casablanca' }).format(new Date())

for (const language of ['fr', 'ar', 'en'] as const)
  test(`is a PDF of A4 pages with its own faces, in ${language}`, async () => {
    const day = today()
    const span = { from: day, to: day }
    const answer = await ask('reconciliation.export', { span, format: 'pdf', language })
    if (!answer.ok) throw new Error(answer.message.code)
    expect(answer.value.path.startsWith(join(terminal.profile, 'reports'))).toBe(true)
    const pdf = readFileSync(answer.value.path)
    expect(pdf.length).toBe(answer.value.bytes)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const objects = objectsOf(pdf)
    expect(pagesOf(objects)).toBeGreaterThanOrEqual(1)
    // 210 by 297 millimetres in points.
    expect(objects).toMatch(/\/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12][.\d]*\s*\]/)
    expect(objects).toContain(language === 'ar' ? 'NotoSansArabic' : 'IBMPlexSans')
    expect(pdf.length).toBeLessThan(400_000)
    mkdirSync(join(ROOT, 'out', 'e2e'), { recursive: true })
    writeFileSync(join(ROOT, 'out', 'e2e', `day-report-${language}.pdf`), pdf)
  })

test('reads, reports and closes the day across the boundary', async () => {
  const day = today()
  const span = { from: day, to: day }
  const read = await ask('reconciliation.pull', span)
  expect(read).toMatchObject({ ok: true, value: { operations: 0, verdict: 'fair', noPhone: false } })
  const closed = await ask('reconciliation.closeDay', { day })
  expect(closed.ok && closed.value.closed?.signature?.key).toMatch(/^[0-9a-f]{16}$/)
  const { days } = await ask('reconciliation.calendar', { month: day.slice(0, 7) })
  expect(days.at(-1)).toMatchObject({
    day,
    verdict: 'fair',
    closed: closed.ok && closed.value.closed?.number,
  })
})
