import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { UDEV_RULE } from '../../../native/discovery/access'
import { SCANNER_MAKERS } from '../../../native/discovery/hid'

const lines = fs.readFileSync(path.resolve(import.meta.dirname, '../../..', UDEV_RULE), 'utf8').split('\n')
const rules = lines.filter((line) => line !== '' && !line.startsWith('#'))
/** `KEY{name}op"value"`; udev knows no comment after a rule. */
const RULE = /^[A-Z]+(?:\{\w+\})?(?:==|!=|\+=|=)"[^"]*"(?:, [A-Z]+(?:\{\w+\})?(?:==|!=|\+=|=)"[^"]*")*$/

describe('the udev rules that are shipped', () => {
  it('have the grammar of udev', () => {
    for (const rule of rules) expect(rule).toMatch(RULE)
    const labels = rules.flatMap((rule) => /LABEL="(\w+)"/.exec(rule)?.[1] ?? [])
    const gotos = rules.flatMap((rule) => /GOTO="(\w+)"/.exec(rule)?.[1] ?? [])
    expect(labels).toEqual(gotos)
  })

  it('open what discovery looks for, and no HID device of another maker', () => {
    const makers = [...SCANNER_MAKERS].map((maker) => maker.toString(16).padStart(4, '0')).sort()
    for (const subsystem of ['hidraw', 'tty']) {
      const rule = rules.find((one) => one.startsWith(`SUBSYSTEM=="${subsystem}"`)) ?? ''
      expect(/ATTRS\{idVendor\}=="([^"]+)"/.exec(rule)?.[1]?.split('|').sort()).toEqual(makers)
    }
    expect(rules.filter((rule) => rule.includes('MODE='))).toHaveLength(4)
    expect(rules.join('\n')).not.toMatch(/MODE="0?6\d[1-7]"/)
  })
})
