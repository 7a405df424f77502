import './papers.css'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../electron/domain/day'
import type { PrintedPaper } from '../../../electron/ipc/contract'
import { on, request } from '../../client'
import { Bidi } from '../../components/Bidi'
import { Panel } from '../../components/Layout'
import { Paper } from '../../components/Paper'

const KEPT = 20

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

/** The virtual printer: what it printed last, as it came out, and the ones before. */
export function PapersPanel() {
  const { t } = useTranslation()
  const papers = usePapers()
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
      title={t('papers.title')}
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
          <div className="papers-tray">
            <Paper laid={shown.laid} />
          </div>
        </>
      )}
    </Panel>
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
