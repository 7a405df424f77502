import { execFile } from 'node:child_process'

/** Starts a program of the system and gives what it prints; rejects when it fails or takes too long. */
export type Run = (command: string, args: readonly string[], limitMs: number) => Promise<string>

const MOST_BYTES = 1_048_576

/** `env` is added to that of this process. */
export const runProgram =
  (env: NodeJS.ProcessEnv = {}): Run =>
  (command, args, limitMs) =>
    new Promise((resolve, reject) => {
      execFile(
        command,
        [...args],
        {
          env: { ...process.env, ...env, LC_ALL: 'C' },
          timeout: limitMs,
          killSignal: 'SIGKILL',
          maxBuffer: MOST_BYTES,
          encoding: 'utf8',
          windowsHide: true,
        },
        (error, stdout) => {
          if (error) reject(error)
          else resolve(stdout)
        },
      )
    })
