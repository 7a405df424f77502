import { useTranslation } from 'react-i18next'
import type { LaidLine, LaidPaper } from '../../electron/domain/paper'
import { useApp } from '../stores/app'
import { Barcode } from './Barcode'
import { Qr } from './Qr'

/** The paper itself, line by line as it prints. */
export function Paper({ laid }: { readonly laid: LaidPaper }) {
  const { t } = useTranslation()
  return (
    <figure className="paper" aria-label={t(`paper.alt_${laid.kind}`)}>
      <div className="paper-slot" aria-hidden />
      <div className="paper-body">
        <div
          className="paper-sheet"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long paper scrolls, and a keyboard must be able to
          tabIndex={0}
          data-columns={laid.columns}
          lang={laid.language}
          dir={laid.language === 'ar' ? 'rtl' : 'ltr'}
        >
          {laid.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a laid-out paper never changes; a line is its place
            <Line key={index} line={line} />
          ))}
        </div>
        <div className="paper-tear" aria-hidden />
      </div>
    </figure>
  )
}

function Line({ line }: { readonly line: LaidLine }) {
  switch (line.kind) {
    case 'text':
      return (
        <p
          className={`paper-text paper-${line.align}${line.bold ? ' paper-bold' : ''}${line.double ? ' paper-double' : ''}${line.block ? ' paper-block' : ''}`}
        >
          {/* An address or an amount keeps its own direction on an Arabic paper, as the printer has it. */}
          <bdi>{line.text === '' ? '\u00a0' : line.text}</bdi>
        </p>
      )
    case 'pair':
      return (
        <p className={line.bold ? 'paper-pair paper-bold' : 'paper-pair'}>
          <span>{line.label}</span>
          {line.ltr ? <bdi dir="ltr">{line.value}</bdi> : <bdi>{line.value}</bdi>}
        </p>
      )
    case 'row':
      return (
        <p className={line.bold ? 'paper-row paper-bold' : 'paper-row'}>
          <span>{line.label}</span>
          <span>
            <bdi dir="ltr">{line.count}</bdi>
          </span>
          <span>
            <bdi dir="ltr">{line.value}</bdi>
          </span>
        </p>
      )
    case 'rule':
      return <div className="paper-rule" aria-hidden />
    case 'qr':
      return <Qr content={line.content} alt={line.alt} />
    case 'barcode':
      return <Barcode content={line.content} alt={line.alt} />
    case 'logo':
      return <Logo />
    case 'feed':
      return <div className="paper-feed">{'\n'.repeat(line.lines)}</div>
  }
}

/** The shop's logo, one pixel a dot; a shop that has none leaves the line out. */
function Logo() {
  const { t } = useTranslation()
  const logo = useApp((state) => state.boot?.logo ?? null)
  if (logo === null) return null
  return (
    <img
      className="paper-logo"
      src={logo.url}
      width={logo.width}
      height={logo.height}
      alt={t('devices.logo')}
    />
  )
}
