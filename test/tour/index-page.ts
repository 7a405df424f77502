export type Leaf =
  | { readonly kind: 'picture'; readonly file: string; readonly caption: string }
  | {
      readonly kind: 'paper'
      /** Without its ending: `.png`, `.txt` and `.escpos` lie beside each other. */
      readonly file: string
      readonly caption: string
      readonly text: string
      readonly mm: 58 | 80
    }

export interface Chapter {
  readonly title: string
  readonly leaves: readonly Leaf[]
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')

const figure = (leaf: Leaf): string => {
  const caption = escaped(leaf.caption)
  if (leaf.kind === 'picture')
    return `
    <figure tabindex="0">
      <a href="${leaf.file}"><img src="${leaf.file}" alt="${caption}" loading="lazy"></a>
      <figcaption><b>${leaf.file.slice(0, 2)}</b> ${caption}</figcaption>
    </figure>`
  return `
    <figure class="paper" tabindex="0">
      <a href="${leaf.file}.png"><img src="${leaf.file}.png" alt="${caption}" loading="lazy"></a>
      <figcaption>
        ${caption} ${leaf.mm} mm.
        <a href="${leaf.file}.txt">text</a>, <a href="${leaf.file}.escpos">bytes</a>
        <pre>${escaped(leaf.text)}</pre>
      </figcaption>
    </figure>`
}

const chapter = ({ title, leaves }: Chapter, index: number): string => `
  <section id="c${index + 1}">
    <h2>${escaped(title)}</h2>${leaves.map(figure).join('')}
  </section>`

const STYLE = `
    :root { color-scheme: light dark; --ink: #16211e; --soft: #51605b; --page: #f4f6f5; --line: #cdd6d2 }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6ecea; --soft: #a3b1ac; --page: #121917; --line: #33413c }
    }
    * { box-sizing: border-box }
    body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 "IBM Plex Sans", system-ui, sans-serif }
    header, main { max-width: 1366px; margin: 0 auto; padding: 24px }
    h1 { margin: 0 0 4px; font-size: 30px; font-weight: 600 }
    h2 { margin: 40px 0 8px; font-size: 22px; font-weight: 600; border-top: 1px solid var(--line); padding-top: 16px }
    header p, figcaption { color: var(--soft); max-width: 75ch }
    nav { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 12px }
    a { color: inherit }
    figure { margin: 0 0 32px; scroll-margin: 16px }
    figure:focus { outline: 3px solid currentcolor; outline-offset: 6px }
    img { display: block; max-width: 100%; height: auto; border: 1px solid var(--line) }
    figcaption { margin-top: 8px }
    figcaption b { color: var(--ink) }
    .paper { display: grid; grid-template-columns: minmax(192px, 384px) 1fr; gap: 24px; align-items: start }
    .paper img { width: 100%; background: #fff }
    .paper figcaption { margin: 0 }
    pre { font: 14px/1.35 "IBM Plex Mono", ui-monospace, monospace; overflow-x: auto; color: var(--ink) }
    @media (max-width: 700px) { .paper { grid-template-columns: 1fr } }`

/** Arrows leaf from one picture to the next. */
const SCRIPT = `
    const leaves = [...document.querySelectorAll('figure')]
    addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      if (!step || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      const at = leaves.indexOf(document.activeElement)
      leaves[Math.min(leaves.length - 1, Math.max(0, at + step))].focus()
    })`

/** The page to leaf through a tour: chapters of a morning, screens full width, papers beside their text. */
export const indexPage = (chapters: readonly Chapter[]): string => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Guichet: one morning of a shop</title>
  <style>${STYLE}
  </style>
</head>
<body>
  <header>
    <h1>One morning at the counter</h1>
    <p>
      The built terminal, played by keyboard and scanner against a local Chari and a network printer. Nothing here
      is drawn: each picture is the window itself, each paper is read back from the bytes that the printer received.
      The arrow keys leaf.
    </p>
    <nav>${chapters.map(({ title }, index) => `\n      <a href="#c${index + 1}">${escaped(title)}</a>`).join('')}
    </nav>
  </header>
  <main>${chapters.map(chapter).join('')}
  </main>
  <script>${SCRIPT}
  </script>
</body>
</html>
`
