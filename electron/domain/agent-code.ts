import { fail, ok, type Result } from './result'

declare const brand: unique symbol
/** The code under which Chari knows a retail agent, such as `AG20417`. */
export type AgentCode = string & { readonly [brand]: 'AgentCode' }

/** Reads an agent code as typed: letters, digits, dash or underscore, 3 to 32, case kept. */
export function readAgentCode(text: string): Result<AgentCode, 'not_an_agent_code'> {
  const bare = text.trim()
  return /^[A-Za-z0-9_-]{3,32}$/.test(bare) ? ok(bare as AgentCode) : fail('not_an_agent_code')
}
