import { newConfirmId } from './uuid'

/**
 * The id of one act: as long as its inputs are the same, a repeat carries the same id, so that main answers it with
 * the first result; other inputs are another act. A PIN is no input: leave it out.
 */
export function createAct(): (inputs: unknown) => string {
  let act: { readonly id: string; readonly of: string } | null = null
  return (inputs) => {
    const of = JSON.stringify(inputs)
    if (act === null || act.of !== of) act = { id: newConfirmId(), of }
    return act.id
  }
}
