/** The place after the string that begins at `from`. */
function afterString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return text.length
}

/** The place after the value that begins at `from`. */
function afterValue(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; ) {
    const char = text[at]
    if (char === '"') {
      at = afterString(text, at)
      if (depth === 0) return at
      continue
    }
    if (char === '{' || char === '[') depth += 1
    if (char === '}' || char === ']') depth -= 1
    if (depth < 0) return at
    at += 1
    if (depth === 0 && (char === '}' || char === ']' || text[at] === ',' || text[at] === '}')) return at
  }
  return text.length
}

/**
 * The text of one member of a JSON object without spaces, as it stands there: what was signed is compared with what
 * is stored, byte for byte. null: there is none, or there are two.
 */
export function memberText(object: string, name: string): string | null {
  const wanted = JSON.stringify(name)
  let found: string | null = null
  for (let at = 1; at < object.length && object[at] === '"'; ) {
    const colon = afterString(object, at)
    const key = object.slice(at, colon)
    const end = afterValue(object, colon + 1)
    if (key === wanted) {
      if (found !== null) return null
      found = object.slice(colon + 1, end)
    }
    at = end + 1
  }
  return found
}
