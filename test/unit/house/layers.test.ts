import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf, packageOf, ROOT, resolveImport, type Source, sources } from './sources'

/** The floors of docs/architecture.md, highest first. A room imports rooms of lower floors, never of its own. */
const FLOORS = [
  ['main', 'renderer', 'preload'],
  ['ipc'],
  ['reconciliation', 'customers', 'webhooks', 'cli'],
  ['operations', 'till', 'receipts', 'people', 'sandbox', 'devices'],
  ['chari', 'journal', 'settings'],
  ['domain', 'native', 'windows'],
  // The logger, under everything: a type and one small file.
  ['log'],
] as const

type Room = (typeof FLOORS)[number][number] | 'resources'

/** Narrower than the floors, with the reason that the message gives. */
const NARROWER: readonly {
  readonly files: RegExp
  readonly may: RegExp
  readonly why: string
}[] = [
  {
    files: /^electron\/ipc\/contract(\.ts$|\/)/,
    may: /^electron\/(domain|ipc\/contract)\//,
    why: 'The contract is read by the renderer as well: it imports only electron/domain, its own parts and zod.',
  },
  {
    files: /^electron\/preload\.ts$/,
    may: /^electron\/ipc\/(contract|channels)\.ts$/,
    why: 'The preload exposes exactly the contract: it imports electron/ipc/contract.ts and channels.ts only.',
  },
  {
    files: /^electron\/challenge-preload\.ts$/,
    may: /^electron\/windows\/challenge-channels\.ts$/,
    why: "The bar's preload writes what main says and knows nothing else: it imports electron/windows/challenge-channels.ts only.",
  },
  {
    files: /^renderer\//,
    may: /^(renderer\/|electron\/ipc\/contract\.ts$|electron\/domain\/|resources\/|native\/scanner\/wedge\.ts$|node_modules\/)/,
    why: 'The renderer holds no money, secrets or devices: it imports electron/ipc/contract.ts, electron/domain, resources and native/scanner/wedge.ts. Whatever else it needs is a row of the contract.',
  },
  {
    files: /^electron\/domain\//,
    may: /^electron\/domain\//,
    why: 'The domain is pure values: it imports nothing but itself.',
  },
  {
    files: /^native\//,
    may: /^native\/|^electron\/log\.ts$/,
    why: 'Devices know nothing of money: native imports nothing of electron/.',
  },
  {
    files: /^electron\/sandbox\//,
    may: /^(?!electron\/chari\/)|^electron\/chari\/(endpoints|schemas)(\/|\.ts$)/,
    why: "The sandbox shares Chari's table and schemas (chari/endpoints.ts, chari/schemas.ts) and nothing of how the client reads, so that one cannot hide an error of the other.",
  },
]

/** Where each package may be used. A room's name, or a file. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  electron: ['main', 'preload', 'windows', 'electron/ipc/door.ts', 'electron/ipc/server.ts'],
  '@fontsource/ibm-plex-mono': ['renderer'],
  '@fontsource/ibm-plex-sans': ['renderer'],
  '@fontsource/ibm-plex-sans-arabic': ['renderer'],
  '@fontsource/noto-sans-arabic': ['renderer', 'receipts', 'windows'],
  '@point-of-sale/codepage-encoder': ['native'],
  '@tanstack/react-virtual': ['renderer'],
  axios: ['chari'],
  'better-sqlite3': ['journal'],
  canonicalize: ['journal'],
  escpos: ['native'],
  fastify: ['sandbox', 'webhooks'],
  'get-pixels': [],
  i18next: ['renderer', 'receipts'],
  'lossless-json': ['chari'],
  'lucide-react': ['renderer'],
  koffi: ['native'],
  luxon: ['domain'],
  'node-hid': ['native'],
  pino: ['log'],
  pngjs: ['devices'],
  qrcode: ['receipts', 'renderer'],
  react: ['renderer'],
  'react-aria-components': ['renderer'],
  'react-dom': ['renderer'],
  'react-i18next': ['renderer'],
  serialport: ['native'],
  usb: ['native'],
  zod: [
    'main',
    'renderer',
    'ipc',
    'domain',
    'chari',
    'journal',
    'settings',
    'operations',
    'till',
    'receipts',
    'people',
    'sandbox',
    'devices',
    'reconciliation',
    'webhooks',
    'native',
    'cli',
  ],
  zustand: ['renderer'],
}

/** Any other file that stands in electron/ itself belongs to the composition root, main. */
const TOP_FILES: Readonly<Record<string, Room>> = {
  'electron/preload.ts': 'preload',
  'electron/challenge-preload.ts': 'preload',
  'electron/log.ts': 'log',
}

function roomOf(path: string): Room | undefined {
  const [first, second] = path.split('/')
  if (first === 'renderer' || first === 'native' || first === 'resources') return first
  if (first !== 'electron') return undefined
  if (path.split('/').length === 2) return TOP_FILES[path] ?? 'main'
  return FLOORS.flat().find((room) => room === second)
}

const floorOf = (room: Room): number => FLOORS.findIndex((floor) => floor.some((one) => one === room))
const below = (room: Room): string =>
  FLOORS.slice(floorOf(room) + 1)
    .flat()
    .join(', ') || 'nothing'

const isBuiltin = (from: string): boolean => from.startsWith('node:')
const isRelative = (from: string): boolean => from.startsWith('.')

const all: readonly Source[] = sources('electron', 'native', 'renderer')

/** Rules of one import from a file of one room; undefined: fine. */
function wrongImport(path: string, room: Room, from: string): string | undefined {
  if (isBuiltin(from))
    return room === 'domain' || room === 'renderer' || path === 'native/scanner/wedge.ts'
      ? `${room === 'native' ? 'wedge.ts' : room} runs without Node: take what "${from}" gives as an argument.`
      : undefined
  if (!isRelative(from)) {
    const name = packageOf(from)
    const rooms = PACKAGES[name]
    if (!rooms) return `the package "${name}" belongs to no room yet: assign it in PACKAGES of this test.`
    return rooms.includes(room) || rooms.includes(path)
      ? undefined
      : `"${name}" may be used in ${rooms.join(', ') || 'no room'} only: ask that room for what you need.`
  }
  const target = resolveImport(path, from)
  const narrower = NARROWER.find((rule) => rule.files.test(path))
  if (narrower && !narrower.may.test(target)) return `it reaches ${target}. ${narrower.why}`
  const to = roomOf(target)
  if (narrower && !to) return undefined
  if (!to) return `it reaches ${target}, which is no room of the house (rooms: ${FLOORS.flat().join(', ')}).`
  if (to === 'resources' || to === room || floorOf(to) > floorOf(room)) return undefined
  return floorOf(to) === floorOf(room)
    ? `${room} and ${to} stand on one floor and never import each other: pass what is needed in from above (main), or move the shared value down. ${room} may import ${below(room)}.`
    : `${to} stands above ${room}: arrows go downward only, so that ${room} can be read alone. ${room} may import ${below(room)}.`
}

describe('The house', () => {
  it('has every file of electron/ in a room', () => {
    const homeless = all.map(({ path }) => path).filter((path) => roomOf(path) === undefined)
    expect(homeless, `These files stand in no room; the rooms are ${FLOORS.flat().join(', ')}.`).toEqual([])
  })

  it('has arrows going downward only', () => {
    const wrong = all.flatMap((source) => {
      const room = roomOf(source.path)
      if (!room) return []
      return importsOf(source).flatMap(({ from, line }) => {
        const why = wrongImport(source.path, room, from)
        return why ? [`${source.path}:${line} imports "${from}": ${why}`] : []
      })
    })
    expect(wrong.join('\n\n')).toBe('')
  })

  it('keeps Electron out of what the commands run, since they run on plain Node', () => {
    const byPath = new Map(all.map((source) => [source.path, source]))
    const seen = new Map<string, string>()
    const queue = all.filter(({ path }) => path.startsWith('electron/cli/')).map(({ path }) => path)
    for (const path of queue) seen.set(path, path)
    const wrong: string[] = []
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const source = byPath.get(path)
      const way = seen.get(path) ?? path
      for (const { from, typeOnly } of source ? importsOf(source) : []) {
        if (typeOnly) continue
        if (packageOf(from) === 'electron') wrong.push(way)
        const target = isRelative(from) ? resolveImport(path, from) : undefined
        if (!target || seen.has(target)) continue
        seen.set(target, `${way} -> ${target}`)
        queue.push(target)
      }
    }
    expect(wrong, 'These ways lead from a command to the package electron.').toEqual([])
  })

  it('knows each dependency of package.json by the rooms that may use it', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    const assigned = Object.keys(PACKAGES).filter((name) => name !== 'electron')
    expect(assigned.sort(), 'Assign a new dependency to its rooms in PACKAGES; drop one that left.').toEqual(
      Object.keys(dependencies).sort(),
    )
  })

  it('pins each dependency to one version', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    ) as Record<'dependencies' | 'devDependencies', Record<string, string>>
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) && !version.startsWith('file:'),
    )
    expect(loose).toEqual([])
  })
})

describe('The rule itself', () => {
  it.each([
    ['electron/journal/a.ts', '../operations/b', /operations stands above journal/],
    ['electron/till/a.ts', '../operations/b', /one floor/],
    ['electron/ipc/contract.ts', '../settings/types', /only electron\/domain/],
    ['renderer/a.tsx', '../electron/journal/journal', /no money, secrets or devices/],
    ['renderer/a.tsx', 'node:fs', /runs without Node/],
    ['renderer/a.tsx', 'axios', /chari only/],
    ['electron/till/a.ts', 'left-pad', /belongs to no room yet/],
    ['electron/sandbox/a.ts', '../chari/reading', /nothing of how the client reads/],
    ['native/printer/a.ts', '../../electron/domain/money', /know nothing of money/],
    ['electron/operations/a.ts', '../../renderer/app', /renderer stands above operations/],
  ])('refuses %s importing %s', (path, from, why) => {
    expect(wrongImport(path, roomOf(path) ?? 'main', from)).toMatch(why)
  })

  it.each([
    ['electron/operations/a.ts', '../journal/types'],
    ['electron/receipts/a.ts', '../../native/printer/types'],
    ['electron/receipts/a.ts', '../../resources/words/fr.json'],
    ['electron/ipc/contract.ts', '../domain/paper'],
    ['electron/main.ts', './windows/terminal-window'],
    ['renderer/a.tsx', '../native/scanner/wedge'],
    ['electron/chari/a.ts', '../log'],
  ])('lets %s import %s', (path, from) => {
    expect(wrongImport(path, roomOf(path) ?? 'domain', from)).toBeUndefined()
  })

  it('sees every manner of importing, and none in a comment', () => {
    const text = [
      "import a from 'one'",
      "import type { B } from 'two'",
      "import {\n  c,\n  type D,\n} from 'three'",
      "import 'four'",
      "export { e } from 'five'",
      "export * from 'six'",
      "const f = await import('seven')",
      "const g = require('eight')",
      "// import h from 'never'",
      "/* import i from 'never' */",
      "const url = 'https://never' // import j from 'never'",
    ].join('\n')
    const found = importsOf({ path: 'x.ts', text })
    expect(found.map(({ from }) => from).sort()).toEqual(
      ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].sort(),
    )
    expect(found.find(({ from }) => from === 'two')?.typeOnly).toBe(true)
  })
})
