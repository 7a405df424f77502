import { defineConfig } from '@playwright/test'

/** `npm run tour`: the days of a shop, played on the built terminal; the pictures go to out/tour. */
export default defineConfig({
  testDir: 'test/tour',
  testMatch: '**/*.spec.ts',
  workers: 1,
  timeout: 10 * 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list']],
  outputDir: 'test-results/tour',
})
