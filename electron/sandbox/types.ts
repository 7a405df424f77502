/** The built-in Chari: real HTTP on loopback, its books in a file. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly host: string
  /** The key it accepts. */
  readonly key: string
  readonly close: () => Promise<void>
}

export interface SandboxOptions {
  /** Books; made with the town of customers when absent. */
  readonly booksFile: string
  /** 0: any free port. */
  readonly port: number
  readonly key: string
  /** Agent codes that exist, with their phones. */
  readonly agents?: readonly { readonly code: string; readonly phone: string; readonly name: string }[]
}
