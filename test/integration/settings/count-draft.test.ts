import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { KeptCount } from '../../../electron/domain/count-draft'
import { createCountDraftStore } from '../../../electron/settings/count-draft'
import { tempFolder } from '../../support/journal'

const kept: KeptCount = {
  of: 'CASA1-S000003',
  purpose: 'closing',
  draft: { quantities: { 20000: '7', 100: '3×40' }, total: null },
  showing: true,
}
const fileOf = (folder: string): string => join(folder, 'count-draft.json')

describe('A count being typed', () => {
  it('is nothing for whoever did not type it, and nothing where the file is spoilt', () => {
    const folder = tempFolder()
    const drafts = createCountDraftStore(folder)
    expect(drafts.read('Salma B.')).toBeNull()
    drafts.keep('Salma B.', kept)
    expect(drafts.read('Hamid T.')).toBeNull()
    writeFileSync(fileOf(folder), '{"by":"Salma B.","kept":{"of":')
    expect(drafts.read('Salma B.')).toBeNull()
    writeFileSync(fileOf(folder), JSON.stringify({ by: 'Salma B.', kept: { ...kept, purpose: 'lunch' } }))
    expect(drafts.read('Salma B.')).toBeNull()
  })

  it('throws what the file system says', () => {
    const folder = tempFolder()
    mkdirSync(fileOf(folder))
    expect(() => createCountDraftStore(folder).read('Salma B.')).toThrow(/EISDIR/)
    rmSync(fileOf(folder), { recursive: true })
  })

  it('outlives whoever wrote it, replaces the one before, and is gone once it is sealed', () => {
    const folder = tempFolder()
    createCountDraftStore(folder).keep('Salma B.', kept)
    const next = { ...kept, draft: { quantities: {}, total: '1 500' } }
    createCountDraftStore(folder).keep('Salma B.', next)
    expect(createCountDraftStore(folder).read('Salma B.')).toEqual(next)
    expect(readdirSync(folder)).toEqual(['count-draft.json'])
    expect(readFileSync(fileOf(folder), 'utf8')).toContain('1 500')
    createCountDraftStore(folder).keep('Salma B.', null)
    createCountDraftStore(folder).keep('Salma B.', null)
    expect(readdirSync(folder)).toEqual([])
  })
})
