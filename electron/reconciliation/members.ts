/** `12-80,95`: ids of rows that mostly follow each other, as one text. The ids are sorted and differ. */
export function textOfIds(ids: readonly number[]): string {
  const parts: string[] = []
  let from = 0
  for (let index = 1; index <= ids.length; index++) {
    const last = ids[index - 1] ?? 0
    if (ids[index] === last + 1) continue
    const first = ids[from] ?? 0
    parts.push(first === last ? `${first}` : `${first}-${last}`)
    from = index
  }
  return parts.join(',')
}

/** First and last id of each range. */
export const rangesOf = (text: string): readonly (readonly [number, number])[] =>
  text === ''
    ? []
    : text.split(',').map((part) => {
        const [first, last] = part.split('-').map(Number)
        return [first ?? 0, last ?? first ?? 0]
      })
