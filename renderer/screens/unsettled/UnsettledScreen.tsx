export function UnsettledScreen() {
  return null
}
