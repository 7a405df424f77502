import type { LaidLine, Language, PaperData } from '../../electron/domain/paper'

/** A laid-out paper as text to compare: `label|value`, `label|count|value`, `<rule>`. */
export const textOf = (lines: readonly LaidLine[]): string =>
  lines
    .map((line) => {
      switch (line.kind) {
        case 'text':
          return line.text
        case 'pair':
          return `${line.label}|${line.value}`
        case 'row':
          return `${line.label}|${line.count}|${line.value}`
        default:
          return `<${line.kind}>`
      }
    })
    .join('\n')

export const inLanguage = <T extends PaperData>(data: T, language: Language): T => ({
  ...data,
  head: { ...data.head, language },
})
