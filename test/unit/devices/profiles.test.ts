import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BUILT_IN_PROFILES } from '../../../electron/devices/built-in-profiles'
import { createProfileBook, type ProfileBook } from '../../../electron/devices/profiles'
import { printerProfileSchema, UNKNOWN_PROFILE } from '../../../native/printer/profile'
import { tempFolder } from '../../support/journal'

const RESOURCES = resolve(import.meta.dirname, '../../../resources/printers')
const epson = (): Record<string, unknown> => JSON.parse(readFileSync(join(RESOURCES, 'epson.json'), 'utf8'))

interface Shelf {
  readonly folder: string
  readonly book: ProfileBook
  readonly logged: readonly string[]
  readonly put: (file: string, content: unknown) => void
}

function shelf(): Shelf {
  const folder = join(tempFolder(), 'printers')
  mkdirSync(folder)
  const logged: string[] = []
  return {
    folder,
    book: createProfileBook({
      builtIn: BUILT_IN_PROFILES,
      folder,
      log: (what, { file }) => logged.push(`${what} ${String(file)}`),
    }),
    logged,
    put: (file, content) =>
      writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content)),
  }
}

describe('the profiles that come with Guichet', () => {
  it('are all the files of resources/printers, each named after its id and whole', () => {
    const files = readdirSync(RESOURCES).sort()
    const read = BUILT_IN_PROFILES.map((one) => printerProfileSchema.parse(one))
    expect(read.map(({ id }) => `${id}.json`).sort()).toEqual(files)
    for (const content of files.map((file) => JSON.parse(readFileSync(join(RESOURCES, file), 'utf8'))))
      expect(printerProfileSchema.parse(content)).toEqual(content)
  })

  it('name no USB id twice and no code page twice', () => {
    const read = BUILT_IN_PROFILES.map((one) => printerProfileSchema.parse(one))
    const ids = read.flatMap(({ usb }) => usb.map(({ vendor, product }) => `${vendor}:${product}`))
    expect(new Set(ids).size).toBe(ids.length)
    for (const { codePages } of read) expect(new Set(codePages.map(({ n }) => n)).size).toBe(codePages.length)
  })

  it('keep a strip within 4 KB wherever the family is not known to hold more', () => {
    for (const one of [...BUILT_IN_PROFILES.map((one) => printerProfileSchema.parse(one)), UNKNOWN_PROFILE])
      for (const width of Object.values(one.widths))
        if (width && !one.id.startsWith('epson'))
          expect((width.dots / 8) * one.raster.stripRows).toBeLessThan(4_096)
  })

  it('ask a process id of no family that might print it', () => {
    const asked = BUILT_IN_PROFILES.map((one) => printerProfileSchema.parse(one)).filter(
      ({ status }) => status.processId,
    )
    expect(asked.map(({ id }) => id)).toEqual(['epson', 'epson-t88'])
  })
})

describe('docs/printers.md', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../docs/printers.md'), 'utf8')

  it('has a whole example that can be used as it is', () => {
    const example: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '')
    expect(printerProfileSchema.parse(example)).toEqual(example)
  })

  it('explains each field and lists each profile', () => {
    const fields = Object.entries(UNKNOWN_PROFILE).flatMap(([name, value]) =>
      name === 'raster' || name === 'status' ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name],
    )
    for (const field of fields) expect(page).toContain(`| \`${field}\` |`)
    for (const one of BUILT_IN_PROFILES) expect(page).toContain(`\`${printerProfileSchema.parse(one).id}\``)
  })
})

describe('the profile book', () => {
  it('lists the unknown one first and gives it for an id that is gone', () => {
    const { book } = shelf()
    expect(book.all()[0]).toEqual({ profile: UNKNOWN_PROFILE, own: false })
    expect(book.all()).toHaveLength(BUILT_IN_PROFILES.length + 1)
    expect(book.get('epson').name).toContain('Epson')
    expect(book.get('was-here-once')).toBe(UNKNOWN_PROFILE)
  })

  it('does without a folder', () => {
    const book = createProfileBook({ builtIn: [], folder: join(tempFolder(), 'none'), log: () => undefined })
    expect(book.all()).toEqual([{ profile: UNKNOWN_PROFILE, own: false }])
    expect(book.bad()).toEqual([])
  })

  it('takes a profile of the shop, also in place of one of ours, and lets it go again', () => {
    const { book, folder, put } = shelf()
    put('my-printer.json', { ...epson(), id: 'my-printer', name: 'Le mien', usb: [] })
    put('epson.json', { ...epson(), name: 'Epson du comptoir' })
    expect(book.get('my-printer')).toBe(UNKNOWN_PROFILE)
    book.reload()
    expect(book.get('my-printer').name).toBe('Le mien')
    expect(book.get('epson').name).toBe('Epson du comptoir')
    expect(book.all().filter(({ own }) => own)).toHaveLength(2)
    expect(book.all()).toHaveLength(BUILT_IN_PROFILES.length + 2)
    rmSync(join(folder, 'epson.json'))
    book.reload()
    expect(book.get('epson').name).toBe('Epson TM-T20, TM-m30')
  })

  it('fills in only what may be left out, and names each wrong field of a file', () => {
    const { book, put, logged } = shelf()
    const { usb: _usb, ...rest } = epson()
    put('no-usb.json', { ...rest, id: 'no-usb' })
    put('text.json', 'ESC t 19')
    put('pages.json', { ...epson(), id: 'pages', codePages: [{ page: 'cp1256', n: 50 }] })
    put('wide.json', { ...epson(), id: 'wide', widths: { '80': { dots: 512, columns: 48 } } })
    put('extra.json', { ...epson(), id: 'extra', colour: true })
    put('two.json', { ...epson(), id: 'two', cut: 'twice', feedLines: 99 })
    put('other-name.json', { ...epson(), id: 'some-name' })
    put('unknown.json', { ...epson(), id: 'unknown' })
    put('huge.json', ' '.repeat(70_000))
    put('notes.txt', 'no profile')
    book.reload()
    expect(book.get('no-usb').usb).toEqual([])
    const detail = Object.fromEntries(book.bad().map(({ file, detail }) => [file, detail]))
    expect(Object.keys(detail)).toEqual([
      'extra.json',
      'huge.json',
      'other-name.json',
      'pages.json',
      'text.json',
      'two.json',
      'unknown.json',
      'wide.json',
    ])
    expect(detail['pages.json']).toMatch(/^codePages\.0\.page: /)
    expect(detail['wide.json']).toMatch(/^widths\.80: a character is 12 dots wide/)
    expect(detail['extra.json']).toContain('colour')
    expect(detail['two.json']).toMatch(/cut: .*; feedLines: /)
    expect(detail['text.json']).toMatch(/JSON/)
    expect(detail['other-name.json']).toContain('some-name.json')
    expect(logged).toHaveLength(8)
    // Nothing else is lost by them.
    expect(book.all()).toHaveLength(BUILT_IN_PROFILES.length + 2)
    expect(book.get('unknown')).toBe(UNKNOWN_PROFILE)
  })

  it('reads a file that begins with a mark of Windows editors, and names a folder that looks like a file', () => {
    const { book, folder, put } = shelf()
    put('marked.json', `\ufeff${JSON.stringify({ ...epson(), id: 'marked' })}`)
    mkdirSync(join(folder, 'sub.json'))
    book.reload()
    expect(book.get('marked').id).toBe('marked')
    expect(book.bad().map(({ file }) => file)).toEqual(['sub.json'])
  })

  it('proposes by the very product, then by the maker, the shop’s own first', () => {
    const { book, put } = shelf()
    expect(book.proposeFor(0x04b8, 0x0e03)).toBe('epson')
    expect(book.proposeFor(0x04b8, 0x0202)).toBe('epson-t88')
    expect(book.proposeFor(0x0416, 0x5011)).toBe('zjiang-58')
    expect(book.proposeFor(0x1504, 0x001f)).toBe('bixolon')
    // A Star's id does not tell which language it speaks, and the TSP100 speaks none of ours.
    expect(book.proposeFor(0x0519, 0x0003)).toBeNull()
    expect(book.proposeFor(0x1234, 0x5678)).toBeNull()
    put('mine.json', { ...epson(), id: 'mine', usb: [{ vendor: 0x04b8, product: 0x0202 }] })
    book.reload()
    expect(book.proposeFor(0x04b8, 0x0202)).toBe('mine')
  })
})
