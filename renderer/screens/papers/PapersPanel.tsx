export function PapersPanel() {
  return null
}
