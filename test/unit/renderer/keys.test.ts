import { describe, expect, it } from 'vitest'
import { CONFIRM_GAP_MS, createEnterGuard, keyOf } from '../../../renderer/keys/guard'
import { routeScan, textOf } from '../../../renderer/keys/scan-route'

const event = (code: string, more: Partial<Parameters<typeof keyOf>[0]> = {}) => ({
  code,
  key: code,
  repeat: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
})

describe('The keys', () => {
  it.each([
    ['F1', 'F1'],
    ['F12', 'F12'],
    ['Enter', 'Enter'],
    ['NumpadEnter', 'Enter'],
    ['Escape', 'Escape'],
    ['Delete', 'Delete'],
    ['Digit1', 'Digit1'],
    ['Numpad2', 'Digit2'],
  ])('%s is %s', (code, key) => {
    expect(keyOf(event(code))).toBe(key)
  })

  it('read the physical key, so that an AZERTY layout moves nothing', () => {
    expect(keyOf(event('Digit1', { key: '&' }))).toBe('Digit1')
    expect(keyOf(event('Digit4', { key: "'", altKey: true }))).toBe('Alt+4')
  })

  it('know Ctrl F by its letter', () => {
    expect(keyOf(event('KeyF', { key: 'f', ctrlKey: true }))).toBe('Ctrl+F')
    expect(keyOf(event('KeyT', { key: 'T', ctrlKey: true }))).toBe('Ctrl+T')
  })

  it.each([
    event('Digit3'),
    event('F13'),
    event('Enter', { metaKey: true }),
    event('Digit1', { ctrlKey: true }),
    event('Digit1', { ctrlKey: true, altKey: true }),
  ])('leave the rest alone', (other) => {
    expect(keyOf(other)).toBeNull()
  })
})

describe('Enter', () => {
  const push = { repeat: false }

  it('acts once while it is held', () => {
    const guard = createEnterGuard()
    expect(guard.down(push, 0)).toBe(true)
    expect(guard.down({ repeat: true }, 500)).toBe(false)
    expect(guard.down(push, 900)).toBe(false)
  })

  it('does not confirm the screen that a first push opened', () => {
    const guard = createEnterGuard()
    guard.down(push, 0)
    guard.up()
    expect(guard.down(push, CONFIRM_GAP_MS - 1)).toBe(false)
    guard.up()
    expect(guard.down(push, CONFIRM_GAP_MS + 1)).toBe(true)
  })

  it('is meant at once after something else was done', () => {
    const guard = createEnterGuard()
    guard.down(push, 0)
    guard.up()
    guard.acted()
    expect(guard.down(push, 50)).toBe(true)
  })
})

describe('A burst of keys', () => {
  it.each([
    ['1122334455', null, 'counter'],
    ['1122334455', 'reference', 'counter'],
    ['1122334455', 'received', 'counter'],
    ['600.00', 'received', 'field'],
    ['1250,5', 'received', 'field'],
    ['1122334455', 'other', 'field'],
    ['GUICHET:CASA1-000724:0123456789ab', 'other', 'counter'],
  ] as const)('%s with the focus in %s goes to the %s', (text, focused, where) => {
    expect(routeScan(text, focused)).toBe(where)
  })
})

describe('A scanner set to the country of the system', () => {
  const scan = (text: string, written: string, layout: 'same' | 'keyboard_other' | 'scanner_other') =>
    textOf({ text, written, layout, aim: null, suffix: 'cr', meanGapMs: 2, tookMs: 20, capsLock: false })

  it('is understood as the system writes it', () => {
    expect(scan('!!@@##$$%%', '1122334455', 'scanner_other')).toBe('1122334455')
  })
  it('never outweighs a code that has a meaning by position', () => {
    expect(scan('1122334455', '&&éé""\'\'((', 'keyboard_other')).toBe('1122334455')
    expect(scan('998877', '112233', 'scanner_other')).toBe('998877')
    expect(scan('hello!', 'hello1', 'scanner_other')).toBe('hello!')
  })
})
