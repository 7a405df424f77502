import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'

/** Faces of papers and reports, by weight, and the package that holds each file. */
const FACES = [
  {
    family: 'Noto Sans Arabic',
    weight: 400,
    from: 'noto-sans-arabic',
    file: 'noto-sans-arabic-arabic-400-normal.woff2',
  },
  {
    family: 'Noto Sans Arabic',
    weight: 600,
    from: 'noto-sans-arabic',
    file: 'noto-sans-arabic-arabic-600-normal.woff2',
  },
  {
    family: 'IBM Plex Sans',
    weight: 400,
    from: 'ibm-plex-sans',
    file: 'ibm-plex-sans-latin-400-normal.woff2',
  },
  {
    family: 'IBM Plex Sans',
    weight: 600,
    from: 'ibm-plex-sans',
    file: 'ibm-plex-sans-latin-600-normal.woff2',
  },
] as const

export interface BundledFaces {
  /** The rules that name the faces, for the head of a page. */
  readonly css: string
  /** The file of a face; null: the address names none. */
  readonly serve: (url: URL) => Promise<Response> | null
}

/** The bundled faces as a hidden window of that origin asks for them. `fontFile`: of `@fontsource/FAMILY/files`. */
export function bundledFaces(
  origin: string,
  fontFile: (family: string, file: string) => string,
): BundledFaces {
  return {
    css: FACES.map(
      ({ family, weight, file }) =>
        `@font-face{font-family:"${family}";font-weight:${weight};font-display:block;src:url(${origin}/fonts/${file})}`,
    ).join(''),
    serve: (url) => {
      if (!url.pathname.startsWith('/fonts/')) return null
      const face = FACES.find(({ file }) => file === basename(url.pathname))
      return face
        ? readFile(fontFile(face.from, face.file)).then(
            (bytes) => new Response(new Uint8Array(bytes), { headers: { 'content-type': 'font/woff2' } }),
          )
        : Promise.resolve(new Response('no', { status: 404 }))
    },
  }
}
