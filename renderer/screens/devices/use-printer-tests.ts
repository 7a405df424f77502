import { useRef, useState } from 'react'
import type { PrinterSettings } from '../../../electron/domain/devices'
import type { PrintedPaper, RequestInput } from '../../../electron/ipc/contract'
import { request } from '../../client'
import { lineKey } from './printer-draft'

export type TestWhat = RequestInput<'printer.test'>['what']

/** What came of the newest test of one printer. */
export interface TestResult {
  readonly what: TestWhat
  readonly state: 'busy' | 'confirmed' | 'sent' | 'failed'
  /** Why it failed: a trouble of the printer, or empty. */
  readonly trouble: string
}

export interface PrinterTests {
  readonly of: (printer: PrinterSettings) => TestResult | null
  readonly run: (printer: PrinterSettings, what: TestWhat) => Promise<void>
  /** What tests laid out, newest first: a printer on screen shows them. */
  readonly papers: readonly PrintedPaper[]
}

const KEPT = 5

/** Tests of printers, one at a time for each; a printer that is changed to another line starts anew. */
export function usePrinterTests(): PrinterTests {
  const [results, setResults] = useState<ReadonlyMap<string, TestResult>>(new Map())
  const [papers, setPapers] = useState<readonly PrintedPaper[]>([])
  const count = useRef(0)
  const put = (key: string, result: TestResult): void =>
    setResults((before) => new Map(before).set(key, result))
  return {
    of: (printer) => results.get(lineKey(printer)) ?? null,
    run: async (printer, what) => {
      const key = lineKey(printer)
      if (results.get(key)?.state === 'busy') return
      put(key, { what, state: 'busy', trouble: '' })
      const answer = await request('printer.test', { printer, what })
      if (!answer.ok) {
        put(key, { what, state: 'failed', trouble: String(answer.message.params.detail ?? '') })
        return
      }
      const { confirmed, laid } = answer.value
      put(key, { what, state: confirmed ? 'confirmed' : 'sent', trouble: '' })
      if (!laid) return
      count.current += 1
      const paper: PrintedPaper = {
        paper: `test ${count.current}`,
        number: null,
        at: new Date().toISOString(),
        copy: 0,
        state: confirmed ? 'printed' : 'assumed',
        interrupted: false,
        laid,
      }
      setPapers((before) => [paper, ...before].slice(0, KEPT))
    },
    papers,
  }
}
