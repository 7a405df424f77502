import './papers.css'
import { ChevronLeft, ChevronRight, Printer } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../electron/domain/day'
import type { PrintedPaper } from '../../../electron/ipc/contract'
import { on, request } from '../../client'
import { Bidi } from '../../components/Bidi'
import { Button } from '../../components/Button'
import { Panel } from '../../components/Layout'
import { Paper } from '../../components/Paper'

const KEPT = 20
const NO_TESTS: readonly PrintedPaper[] = []

/** Papers of this terminal, newest first, kept live; null until read. */
function usePapers(): readonly PrintedPaper[] | null {
  const [papers, setPapers] = useState<readonly PrintedPaper[] | null>(null)
  useEffect(() => {
    let here = true
    const read = async (): Promise<void> => {
      const recent = await request('paper.recent', { limit: KEPT })
      if (here) setPapers(recent.papers)
    }
    void read()
    const stop = on('papers', () => void read())
    return () => {
      here = false
      stop()
    }
  }, [])
  return papers
}

export interface PapersPanelProps {
  readonly title: string
  /** Papers that are in no journal: tests, newest first. */
  readonly tests?: readonly PrintedPaper[]
  /** What stands under the paper. */
  readonly foot?: ReactNode
}

/** What the printer printed last, as it came out, and the papers before. */
export function PapersPanel({ title, tests = NO_TESTS, foot }: PapersPanelProps) {
  const { t } = useTranslation()
  const journaled = usePapers()
  const papers = useMemo(
    () => journaled && [...tests, ...journaled].sort((a, b) => b.at.localeCompare(a.at)),
    [journaled, tests],
  )
  const [back, setBack] = useState(0)
  const newest = papers?.[0]?.paper
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new paper comes out on top
  useEffect(() => setBack(0), [newest])
  const shown = papers?.[back]
  const count = papers?.length ?? 0
  return (
    <Panel
      flush
      className="papers"
      title={title}
      aside={count > 1 && <Leaf at={back} count={count} onLeaf={setBack} />}
    >
      {shown === undefined ? (
        <p className="papers-empty">{papers === null ? '' : t('papers.empty')}</p>
      ) : (
        <>
          <p className="papers-state">
            <span>
              {t(`papers.kind_${shown.laid.kind}`)}
              {shown.copy > 0 && ` · ${t('papers.copy', { copy: shown.copy })}`}
              {' · '}
              <Bidi>{formatTime(shown.at)}</Bidi>
            </span>
            <span>{t(`papers.state_${shown.state}`)}</span>
          </p>
          {shown.interrupted && <Interrupted key={shown.paper} paper={shown} />}
          <div className="papers-tray">
            <Paper laid={shown.laid} />
          </div>
        </>
      )}
      {foot}
    </Panel>
  )
}

/** Asks for the paper of a number once more, whole; false where nothing could be asked. */
async function printWhole({ number, laid }: PrintedPaper): Promise<boolean> {
  if (number === null) return false
  const filter = { search: number, day: null, direction: null, state: null, cashier: null }
  const { rows } = await request('operation.list', { filter, cursor: null, limit: 1 })
  const id = rows[0]?.id
  if (id === undefined) return false
  const answer = await (laid.kind === 'waiting_slip'
    ? request('operation.printSlip', { id })
    : request('operation.duplicate', { id }))
  return answer.ok
}

/** A paper that stopped on its way may lie in two pieces: the whole is one push away, as a duplicate. */
function Interrupted({ paper }: { readonly paper: PrintedPaper }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  return (
    <div className="papers-interrupted" role="status" data-testid="paper-interrupted">
      <p>{t('papers.interrupted')}</p>
      {paper.number !== null && (
        <Button
          icon={Printer}
          disabled={asked}
          onPress={() => void printWhole(paper).then(setAsked)}
          testId="paper-reprint"
        >
          {t(asked ? 'papers.reprinted' : 'papers.reprint')}
        </Button>
      )}
    </div>
  )
}

interface LeafProps {
  readonly at: number
  readonly count: number
  readonly onLeaf: (at: number) => void
}

function Leaf({ at, count, onLeaf }: LeafProps) {
  const { t } = useTranslation()
  return (
    <>
      <button
        type="button"
        className="papers-leaf"
        aria-label={t('papers.newer')}
        disabled={at === 0}
        onClick={() => onLeaf(at - 1)}
      >
        <ChevronLeft aria-hidden className="icon flip" />
      </button>
      <Bidi>{t('papers.position', { index: at + 1, count })}</Bidi>
      <button
        type="button"
        className="papers-leaf"
        aria-label={t('papers.older')}
        disabled={at >= count - 1}
        onClick={() => onLeaf(at + 1)}
      >
        <ChevronRight aria-hidden className="icon flip" />
      </button>
    </>
  )
}
