import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { expect } from 'vitest'
import { verifyCommand } from '../../electron/cli/verify'
import type { VerifyReport } from '../../electron/cli/verify-report'

/** What a verifier gave: its exit code, its report where there is one, and what it said of trouble. */
export interface Verdict {
  readonly code: number
  readonly report: VerifyReport | null
  readonly err: string
}

/** `npm run -s verify -- … --json` */
export async function ours(...args: readonly string[]): Promise<Verdict> {
  let out = ''
  let err = ''
  const code = await verifyCommand([...args, '--json'], {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  })
  return { code, err, report: out === '' ? null : (JSON.parse(out) as VerifyReport) }
}

const ROOT = resolve(import.meta.dirname, '../..')
export const VERIFY_PY = join(ROOT, 'docs', 'verifier', 'verify.py')

/** Runs verify.py once for each list of arguments, in one process. */
const DRIVER = `
import contextlib, io, json, runpy, sys
main = runpy.run_path(sys.argv[1])['main']
for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(json.loads(line))
    print(json.dumps({'code': code, 'out': out.getvalue(), 'err': err.getvalue()}))
`

/**
 * The second verifier, on every list of arguments. `bare`: on a Python without any package, which has no Ed25519.
 * It is part of what is proven: without Python 3 the test fails and says so.
 */
export function theirs(
  all: readonly (readonly string[])[],
  { bare = false }: { readonly bare?: boolean } = {},
): readonly Verdict[] {
  const { status, stdout, stderr, error } = spawnSync(
    'python3',
    [...(bare ? ['-I', '-S'] : []), '-c', DRIVER, VERIFY_PY],
    {
      input: all.map((args) => `${JSON.stringify([...args, '--json'])}\n`).join(''),
      encoding: 'utf8',
      maxBuffer: 64_000_000,
    },
  )
  if (error) throw new Error(`python3 is needed here to run docs/verifier/verify.py: ${error.message}`)
  if (status !== 0) throw new Error(`verify.py ended with ${status}: ${stderr}`)
  const verdicts = stdout.trim().split('\n')
  return verdicts.map((line) => {
    const { code, out, err } = JSON.parse(line) as { code: number; out: string; err: string }
    return { code, err, report: out === '' ? null : (JSON.parse(out) as VerifyReport) }
  })
}

/** Both, on every list of arguments: they agree on everything but how they say that they checked signatures. */
export async function both(all: readonly (readonly string[])[]): Promise<readonly Verdict[]> {
  const mine: Verdict[] = []
  for (const args of all) mine.push(await ours(...args))
  const other = theirs(all)
  const known = (verdict: Verdict | undefined) => ({
    code: verdict?.code,
    report: verdict?.report && { ...verdict.report, signatures: undefined },
  })
  for (const [index, args] of all.entries())
    expect(known(other[index]), `verify.py ${args.join(' ')}`).toEqual(known(mine[index]))
  return mine
}
