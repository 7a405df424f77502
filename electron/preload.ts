import { contextBridge, ipcRenderer } from 'electron'
import { EVENT_CHANNEL, REQUEST_CHANNEL } from './ipc/channels'
import type { Bridge } from './ipc/contract'

/** Exposes exactly the contract: main knows the names, checks sender, role and input of each. */
const bridge: Bridge = {
  request: (name, input) => ipcRenderer.invoke(REQUEST_CHANNEL, name, input),
  on: (name, listener) => {
    const relay = (_event: unknown, at: string, payload: unknown): void => {
      if (at === name) listener(payload as Parameters<typeof listener>[0])
    }
    ipcRenderer.on(EVENT_CHANNEL, relay)
    return () => ipcRenderer.removeListener(EVENT_CHANNEL, relay)
  },
}
contextBridge.exposeInMainWorld('guichet', bridge)
