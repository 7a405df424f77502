/** Where a command writes: its result, and what it says beside it. */
export interface CommandOutput {
  readonly out: { readonly write: (text: string) => unknown }
  readonly err: { readonly write: (text: string) => unknown }
  /** The better-sqlite3 binary to load, where it is not the one npm installed. */
  readonly nativeBinding?: string
}
