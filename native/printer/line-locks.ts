/** One job at a time on each physical line, whichever printer object asks: most printers serve one client. */
export interface LineLocks {
  /** Runs `job` after all earlier ones of the same line have ended. */
  readonly run: <T>(line: string, job: () => Promise<T>) => Promise<T>
}

/** Made once for the whole app and given to every network printer. */
export function createLineLocks(): LineLocks {
  const last = new Map<string, Promise<void>>()
  return {
    run: (line, job) => {
      const before = last.get(line) ?? Promise.resolve()
      const result = before.then(job)
      const ended = result.then(
        () => undefined,
        () => undefined,
      )
      last.set(line, ended)
      void ended.then(() => {
        if (last.get(line) === ended) last.delete(line)
      })
      return result
    },
  }
}
