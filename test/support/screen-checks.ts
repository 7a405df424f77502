import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Language } from '../../electron/domain/paper'

const FOLDER = resolve(import.meta.dirname, '../../test-results/screens')
/** None of these rules reads style sheets or sounds that would have to be loaded first, and only what is wrong is told. */
const AXE: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  preload: false,
  resultTypes: ['violations'],
}

/** axe itself, read into a page once: its binding for Playwright reads it in anew at each look, half of its time. */
const AXE_SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface ScreenRules {
  /** Nothing at all may scroll or be cut there but lists and paper. */
  readonly money?: boolean
}

/** What is wrong with the page as it is drawn; runs in the page. */
function lookOver({ language, money }: { language: string; money: boolean }): string[] {
  const wrong: string[] = []
  const root = document.documentElement
  const named = (node: Element): string => `${node.tagName.toLowerCase()}.${node.className || node.id}`
  if (root.lang !== language) wrong.push(`lang is ${root.lang}`)
  if ((root.dir || 'ltr') !== (language === 'ar' ? 'rtl' : 'ltr')) wrong.push(`dir is ${root.dir}`)
  if (root.scrollWidth > innerWidth) wrong.push(`scrolls sideways: ${root.scrollWidth} of ${innerWidth}`)
  if (root.scrollHeight > innerHeight) wrong.push(`scrolls: ${root.scrollHeight} of ${innerHeight}`)

  if (document.querySelector('[data-testid="mishap"]'))
    wrong.push('something went wrong that no screen expected')

  const isKey = (text: string): boolean => /^[a-z]+\.[a-z_.]+$/i.test(text.trim())
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    if (isKey(node.textContent ?? '')) wrong.push(`a word is missing: ${node.textContent}`)
  for (const node of document.querySelectorAll('[title], [aria-label], [placeholder], [alt]'))
    for (const name of ['title', 'aria-label', 'placeholder', 'alt'])
      if (isKey(node.getAttribute(name) ?? '')) wrong.push(`a word is missing: ${node.getAttribute(name)}`)

  for (const node of document.body.querySelectorAll('*')) {
    if (node.closest('.sr-only, .paper, svg') || node instanceof HTMLInputElement) continue
    // For readers alone: a library hides its own such parts by their size.
    if (node.clientWidth <= 1) continue
    const { overflowX, overflowY, textOverflow } = getComputedStyle(node)
    // A name may be shortened, with its dots, but never where money moves.
    const shortened = textOverflow === 'ellipsis' && !money
    const wide = node.scrollWidth - node.clientWidth > 1 && overflowX !== 'visible' && !shortened
    const tall = node.scrollHeight - node.clientHeight > 1 && overflowY !== 'visible'
    const isList = node.matches(
      '[role="listbox"], .timeline, .papers-tray, .layout-paper, .movements-rows, .till-beside-rows',
    )
    if (wide) wrong.push(`cut or scrolling sideways: ${named(node)} "${node.textContent?.slice(0, 40)}"`)
    if (tall && money && !isList)
      wrong.push(`cut or scrolling: ${named(node)} ${node.scrollHeight} of ${node.clientHeight}`)
  }

  return wrong
}

/** Whether what has the focus shows it; null where nothing has it. Runs in the page. */
function focusIsSeen(): boolean | null {
  const focused = document.activeElement
  if (!focused || focused === document.body) return null
  const active = focused.getAttribute('aria-activedescendant')
  const near: (Element | null)[] = [active ? document.getElementById(active) : null]
  for (let node: Element | null = focused, up = 0; node && up < 4; node = node.parentElement, up += 1)
    near.push(node)
  return near.some((node) => {
    if (!node) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(node)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })
}

/** Waits until something has the focus; where nothing takes it, `lookAtFocus` says so. */
const settled = (page: Page): Promise<unknown> =>
  page
    .waitForFunction(() => document.activeElement !== document.body, undefined, { timeout: 3_000 })
    .catch(() => undefined)

/** Fonts are there, and no colour is on its way from one state to the next: that is nobody's contrast. */
const calm = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    await document.fonts.ready
    await Promise.allSettled(document.getAnimations().map((one) => one.finished))
  })

/** On a money screen the focus is on what comes next; elsewhere one Tab may bring it. */
async function lookAtFocus(page: Page, money: boolean): Promise<readonly string[]> {
  const seen = await page.evaluate(focusIsSeen)
  if (seen !== null) return seen ? [] : ['the focus is not seen']
  if (money) return ['nothing has the focus']
  await page.keyboard.press('Tab')
  return (await page.evaluate(focusIsSeen)) ? [] : ['Tab shows no focus']
}

/** What axe finds against the page. */
async function axeOf(page: Page): Promise<AxeResults['violations']> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE_SOURCE)
  return page.evaluate(async (options) => {
    const { axe } = window as unknown as { readonly axe: typeof import('axe-core') }
    return (await axe.run(document, options)).violations
  }, AXE)
}

/** Looks a screen over as its user would, and keeps a picture; gives what is wrong, one line each. */
export async function checkScreen(
  page: Page,
  language: Language,
  name: string,
  { money = false }: ScreenRules = {},
): Promise<readonly string[]> {
  // A new outcome holds its main action back for a moment, so that no second Enter reaches it.
  if (money) await settled(page)
  await calm(page)
  mkdirSync(join(FOLDER, language), { recursive: true })
  await page.screenshot({ path: join(FOLDER, language, `${name}.png`), animations: 'disabled' })
  const seen = await page.evaluate(lookOver, { language, money })
  const focus = await lookAtFocus(page, money)
  await calm(page)
  const violations = await axeOf(page)
  return [
    ...seen,
    ...focus,
    ...violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `axe ${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    ),
  ].map((line) => `${language} ${name}: ${line}`)
}
