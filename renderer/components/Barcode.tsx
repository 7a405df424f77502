import { useMemo } from 'react'
import { code128 } from '../../electron/domain/code128'

const HEIGHT = 28

/** A CODE128 with its text below, as it prints. */
export function Barcode({ content, alt }: { readonly content: string; readonly alt: string }) {
  const { path, width } = useMemo(() => {
    let at = 0
    let drawn = ''
    for (const [index, modules] of code128(content).entries()) {
      if (index % 2 === 0) drawn += `M${at} 0h${modules}v${HEIGHT}h-${modules}z`
      at += modules
    }
    return { path: drawn, width: at }
  }, [content])
  return (
    <div className="paper-barcode">
      <svg
        role="img"
        aria-label={alt}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        shapeRendering="crispEdges"
      >
        <path d={path} />
      </svg>
      <bdi dir="ltr">{content}</bdi>
    </div>
  )
}
