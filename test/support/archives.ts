import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createArchiver } from '../../electron/journal/archive/archiver'
import { openZip } from '../../electron/journal/archive/zip-read'
import { openZipWriter } from '../../electron/journal/archive/zip-write'
import type { Journal } from '../../electron/journal/types'
import ar from '../../resources/words/ar.json'
import en from '../../resources/words/en.json'
import fr from '../../resources/words/fr.json'
import { heldClock } from './journal'
import { testSigner } from './signer'

type ArchiverDeps = Parameters<typeof createArchiver>[0]

/** The archiver of a journal of tests in `folder`. */
export const archiverOf = (journal: Journal, folder: string, deps: Partial<ArchiverDeps> = {}) =>
  createArchiver({
    journal,
    file: join(folder, 'journal.db'),
    signer: testSigner,
    version: '0.1.0',
    training: false,
    words: { fr, ar, en },
    clock: heldClock('2026-07-01T08:00:00.000Z'),
    ...deps,
  })

/** The files of an archive, by name. */
export async function unpack(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await openZip(file)
  const files = new Map<string, Buffer>()
  try {
    for (const name of zip.names) {
      const pieces: Uint8Array[] = []
      for await (const piece of zip.read(name)) pieces.push(piece)
      files.set(name, Buffer.concat(pieces))
    }
  } finally {
    await zip.close()
  }
  return files
}

/** An archive of these files, whatever they hold. */
export async function pack(file: string, files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const zip = await openZipWriter(file)
  for (const [name, bytes] of files) await zip.add(name, [bytes])
  await zip.end()
  await zip.close()
  return readFileSync(file)
}
