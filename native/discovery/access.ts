import { constants } from 'node:fs'
import { access, readFile, stat } from 'node:fs/promises'
import type { FoundDevice } from './types'

/** The rule file that is shipped with Guichet, from the folder of the app. */
export const UDEV_RULE = 'resources/udev/70-guichet.rules'

const GROUP_MAY = 0o060
const ROOT_GROUP = 0

/** Name of a group by its number; null where /etc/group has none. */
async function groupName(gid: number, file: string): Promise<string | null> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  return lines.map((line) => line.split(':')).find(([, , id]) => Number(id) === gid)?.[0] ?? null
}

/**
 * Whether this user may read and write `path`, and what helps if not: the group that owns it, else the udev rule.
 * Null when there is nothing at `path`. Nothing is opened.
 */
export async function accessTo(
  path: string,
  groupFile = '/etc/group',
): Promise<Pick<FoundDevice, 'access' | 'remedy'> | null> {
  try {
    await access(path, constants.R_OK | constants.W_OK)
    return { access: 'ok', remedy: null }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code !== 'EACCES' && code !== 'EPERM') return null
  }
  const node = await stat(path).catch(() => null)
  const group =
    node && node.gid !== ROOT_GROUP && (node.mode & GROUP_MAY) === GROUP_MAY
      ? await groupName(node.gid, groupFile)
      : null
  return { access: 'denied', remedy: group === null ? { rule: UDEV_RULE } : { group } }
}
