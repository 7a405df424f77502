import type { WebContents } from 'electron'

/** In a world of its own, before any script of the page: a file that is dropped on it is not taken. */
const NO_FILES_DROPPED = `
for (const name of ['dragenter', 'dragover', 'drop'])
  addEventListener(name, (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
  }, true)`

/**
 * Keeps files of this machine out of a page: no file is chosen for it (the chooser, on a screen turned to a customer,
 * would show the shop's folders) and none is dropped on it. Electron has no other hand for either than the debugging
 * protocol. Resolves when it holds; frames from other sites are guarded as they appear.
 */
export async function guardFiles(contents: WebContents): Promise<void> {
  const { debugger: protocol } = contents
  const guard = async (frame?: string): Promise<void> => {
    const ask = (method: string, params: Record<string, unknown> = {}): Promise<unknown> =>
      protocol.sendCommand(method, params, frame)
    await ask('Page.enable')
    await ask('Page.setInterceptFileChooserDialog', { enabled: true })
    await ask('Page.addScriptToEvaluateOnNewDocument', {
      source: NO_FILES_DROPPED,
      worldName: 'guard',
      runImmediately: true,
    })
    await ask('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true })
  }
  protocol.attach()
  protocol.on('message', (_event, method, params: { readonly sessionId?: string }) => {
    // A worker has no page to guard, and a frame may be gone again.
    if (method === 'Target.attachedToTarget') guard(params.sessionId).catch(() => undefined)
  })
  await guard()
}
