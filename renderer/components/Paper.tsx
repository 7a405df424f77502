import { create } from 'qrcode'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LaidLine, LaidPaper } from '../../electron/domain/paper'

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
    case 'rule':
      return <div className="paper-rule" aria-hidden />
    case 'qr':
      return <Qr content={line.content} alt={line.alt} />
    case 'feed':
      return <div className="paper-feed">{'\n'.repeat(line.lines)}</div>
  }
}

function Qr({ content, alt }: { readonly content: string; readonly alt: string }) {
  const { path, size } = useMemo(() => {
    const { modules } = create(content, { errorCorrectionLevel: 'M' })
    let drawn = ''
    for (let y = 0; y < modules.size; y++)
      for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) drawn += `M${x} ${y}h1v1h-1z`
    return { path: drawn, size: modules.size }
  }, [content])
  return (
    <svg
      className="paper-qr"
      role="img"
      aria-label={alt}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  )
}
