export function FaultScreen() {
  return null
}
