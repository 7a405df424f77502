import { create } from 'qrcode'
import { useMemo } from 'react'

/** A QR code, drawn in the colour of its class. */
export function Qr({
  content,
  alt,
  className = 'paper-qr',
}: {
  readonly content: string
  readonly alt: string
  readonly className?: string
}) {
  const { path, size } = useMemo(() => {
    const { modules } = create(content, { errorCorrectionLevel: 'M' })
    let drawn = ''
    for (let y = 0; y < modules.size; y++)
      for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) drawn += `M${x} ${y}h1v1h-1z`
    return { path: drawn, size: modules.size }
  }, [content])
  return (
    <svg
      className={className}
      role="img"
      aria-label={alt}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  )
}
