import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import { REQUEST_CHANNEL } from './channels'

export type Answer = (event: IpcMainInvokeEvent, name: unknown, input: unknown) => Promise<unknown>

/** Where the window's requests come in, and nothing that would take time to load. */
export interface IpcDoor {
  /** Gives whoever answers them; what came before waits for it. */
  readonly answer: (by: Answer) => void
}

/** Opens before the window does: its page may ask while the rest of main is still being read. Call once. */
export function openIpcDoor(): IpcDoor {
  let answer: IpcDoor['answer'] = () => undefined
  const answering = new Promise<Answer>((resolve) => {
    answer = resolve
  })
  ipcMain.handle(REQUEST_CHANNEL, async (event, name: unknown, input: unknown) =>
    (await answering)(event, name, input),
  )
  return { answer }
}
