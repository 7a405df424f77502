/** Keys of the terminal, as an action names them. Digits and Enter exist only without a modifier. */
export type Key =
  | `F${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12}`
  | 'Enter'
  | 'Escape'
  | 'Delete'
  | `Digit${1 | 2}`
  | `Alt+${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | 'Alt+I'
  | 'Ctrl+F'
  | 'Ctrl+T'

/** One verb of a screen. Its button and its key run it through the same executor. */
export interface Action {
  readonly id: string
  readonly key: Key | null
  /** Key of the words on its button. */
  readonly label: string
  /** A shorter word for the F-key bar, where the label is too long for a key. */
  readonly short?: string
  /** Null when it may run now; otherwise the key of the sentence that says why not. */
  readonly off: string | null
  readonly perform: () => void | Promise<void>
}
