import { defineConfig } from '@playwright/test'

const campaign = process.env.GUICHET_CAMPAIGN === '1'
const report = process.env.GUICHET_E2E_REPORT ?? 'test-results/e2e.json'

export default defineConfig({
  testDir: campaign ? 'test/campaign' : 'test/e2e',
  testMatch: '**/*.spec.ts',
  // One terminal at a time: bursts of a scanner and a cashier's pace are judged by the clock.
  workers: 1,
  timeout: campaign ? 30 * 60_000 : 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: report }]],
  outputDir: report.replace(/\.json$/, ''),
})
