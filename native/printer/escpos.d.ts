/** What we use of npm `escpos` 3.0.0-alpha.6, which ships no types. */
declare module 'escpos' {
  interface Adapter {
    readonly write: (bytes: Uint8Array, done?: () => void) => void
  }
  interface Commands {
    /** Bytes as they are; anything but a Buffer would be turned into text. */
    readonly print: (content: Buffer) => Commands
    readonly feed: (lines: number) => Commands
    readonly cut: (partial: boolean, feed: number) => Commands
    readonly flush: (done?: () => void) => Commands
  }
  const escpos: {
    readonly Printer: new (adapter: Adapter, options: { readonly width: number }) => Commands
  }
  // biome-ignore lint/style/noDefaultExport: the module is CommonJS, its one export is the default
  export default escpos
}
