import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../stores/app'
import { FKeyBar } from './FKeyBar'
import { StatusBar } from './StatusBar'

export interface FrameProps {
  readonly children: ReactNode
  /** A Banner, or nothing. */
  readonly banner?: ReactNode
  /** The F-key bar is there only on a signed-in terminal. */
  readonly keys?: boolean
  /** What stands at the end of the status bar before sign-in: the languages. */
  readonly barEnd?: ReactNode
}

/** Status bar, work area, F-key bar; in training inside a frame that cannot be closed or themed. */
export function Frame({ children, banner = null, keys = false, barEnd = null }: FrameProps) {
  const training = useApp((state) => state.boot?.training ?? false)
  const frame = (
    <div className="frame">
      <StatusBar end={barEnd} />
      {banner && <div className="frame-banner">{banner}</div>}
      <main className="work">{children}</main>
      {keys && <FKeyBar />}
    </div>
  )
  return training ? <TrainingFrame>{frame}</TrainingFrame> : frame
}

function TrainingFrame({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className="training">
      <section className="training-band" aria-label={t('training.name')} data-testid="training-banner">
        <span>{t('training.banner')}</span>
      </section>
      {children}
    </div>
  )
}
