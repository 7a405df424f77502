import { describe, expect, it, onTestFinished } from 'vitest'
import type { ChariApi } from '../../../electron/chari/client'
import { createFloatReading } from '../../../electron/till/float-reading'
import { clientFor } from '../../support/chari-client'
import { OUR_AGENT, ownSandbox, SANDBOX_KEY } from '../../support/own-sandbox'

type Asked = Pick<ChariApi, 'agent' | 'balance'>

const reading = (chari: Asked, phone: string | null = OUR_AGENT.phone, code = OUR_AGENT.code) =>
  createFloatReading({ chari, agent: () => ({ code, phone }) })()

async function town() {
  const sandbox = await ownSandbox()
  onTestFinished(() => sandbox.close())
  return clientFor(sandbox.host, { apiKey: () => SANDBOX_KEY }).client
}

describe('the float, asked of Chari', () => {
  it("is the balance of the agent's own phone", async () => {
    const chari = await town()
    expect(await reading(chari)).toEqual({ amount: expect.any(Number), source: 'balance' })
    expect((await reading(chari))?.amount).toBeGreaterThan(0)
  })

  it("is the sheet's where the sheet tells one", async () => {
    const chari = await town()
    const telling: Asked = {
      balance: chari.balance,
      agent: async (code, options) => {
        const sheet = await chari.agent(code, options)
        return sheet.kind === 'answer'
          ? { ...sheet, value: { ...sheet.value, balance: 1_234_500 as never } }
          : sheet
      },
    }
    expect(await reading(telling)).toEqual({ amount: 1_234_500, source: 'sheet' })
  })

  it('is not told for a phone or an agent that nobody knows, and not asked without either', async () => {
    const chari = await town()
    expect(await reading(chari, '+212699999999')).toBeNull()
    expect(await reading(chari, 'no phone', '')).toBeNull()
  })

  it('costs seconds where nobody answers', async () => {
    const { client } = clientFor('http://127.0.0.1:1')
    expect(await reading(client)).toBeNull()
  })
})
