import { defineConfig } from '@playwright/test'

const campaign = process.env.GUICHET_CAMPAIGN === '1'

export default defineConfig({
  testDir: campaign ? 'test/campaign' : 'test/e2e',
  testMatch: '**/*.spec.ts',
  // One terminal at a time: it is one app on one screen, and two of them on two cores only wait for each other.
  workers: 1,
  timeout: campaign ? 30 * 60_000 : 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
})
