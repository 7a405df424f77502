import { afterEach, describe, expect, it } from 'vitest'
import { FKEY_PLACES } from '../../../renderer/actions/fkeys'
import {
  actionOfKey,
  clashes,
  offer,
  press,
  run,
  useRegistry,
  withdraw,
} from '../../../renderer/actions/registry'
import type { Action, Key } from '../../../renderer/actions/types'
import ar from '../../../resources/words/ar.json'
import en from '../../../resources/words/en.json'
import fr from '../../../resources/words/fr.json'

const done: string[] = []
const action = (id: string, key: Key | null, off: string | null = null): Action => ({
  id,
  key,
  label: 'keys.help',
  off,
  perform: () => {
    done.push(id)
  },
})
const frame = Symbol('frame')
const screen = Symbol('screen')

afterEach(() => {
  withdraw(frame)
  withdraw(screen)
  done.length = 0
})

describe('Actions', () => {
  it('run by key and by id through the same door', () => {
    offer(frame, [action('help', 'F1')])
    expect(press('F1')).toBe(true)
    expect(run('help')).toBe(true)
    expect(done).toEqual(['help', 'help'])
  })

  it('do not run while they are off, or once withdrawn', () => {
    offer(screen, [action('confirm', 'Enter', 'counter.off_identity')])
    expect(press('Enter')).toBe(false)
    expect(run('confirm')).toBe(false)
    offer(screen, [action('confirm', 'Enter')])
    expect(press('Enter')).toBe(true)
    withdraw(screen)
    expect(press('Enter')).toBe(false)
    expect(done).toEqual(['confirm'])
  })

  it('run neither of two that claim one key', () => {
    offer(frame, [action('duplicate', 'F7')])
    offer(screen, [action('slip', 'F7')])
    expect(press('F7')).toBe(false)
    expect(actionOfKey(useRegistry.getState().layers, 'F7')).toBeNull()
    expect(clashes(useRegistry.getState().layers)).toEqual(['F7'])
    expect(done).toEqual([])
  })

  it('replace the ones of the same screen', () => {
    offer(screen, [action('one', 'Alt+1')])
    offer(screen, [action('two', 'Alt+1')])
    press('Alt+1')
    expect(done).toEqual(['two'])
  })
})

describe('The F-key bar', () => {
  it('copies the keyboard: twelve places in order', () => {
    expect(FKEY_PLACES.map(({ key }) => key)).toEqual(Array.from({ length: 12 }, (_, at) => `F${at + 1}`))
  })

  it('keeps the places of later keys empty', () => {
    expect(FKEY_PLACES.filter(({ icon }) => icon === null).map(({ key }) => key)).toEqual(['F6'])
  })

  it('has words for each key in the three languages', () => {
    for (const words of [fr, ar, en])
      for (const place of FKEY_PLACES) {
        if (place.icon === null) continue
        const word = place.label.split('.')[1] ?? ''
        expect(words.keys).toHaveProperty(word)
      }
  })
})
