import { defineConfig } from 'vitest/config'

const campaign = process.env.GUICHET_CAMPAIGN === '1'

export default defineConfig({
  test: {
    include: campaign
      ? ['test/campaign/**/*.test.{ts,tsx}']
      : ['test/unit/**/*.test.{ts,tsx}', 'test/integration/**/*.test.{ts,tsx}'],
    // Forks, not threads: better-sqlite3 and child processes are what most tests hold.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: campaign ? 30 * 60_000 : 30_000,
    hookTimeout: 30_000,
    allowOnly: false,
    passWithNoTests: true,
  },
})
