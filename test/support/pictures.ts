import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT, type Terminal } from './terminal'

const FOLDER = join(ROOT, 'test-results/screens')

/** The page as it is drawn, into the pictures of these tests. */
export async function pagePicture({ page }: Pick<Terminal, 'page'>, name: string): Promise<void> {
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' })
}

/** The whole screen with every window on it: the page alone knows nothing of the bank's. */
export async function desktopPicture({ app }: Pick<Terminal, 'app'>, name: string): Promise<void> {
  const drawn = await app.evaluate(async ({ desktopCapturer, screen }) => {
    const [whole] = await desktopCapturer.getSources({
      types: ['screen'],
      thumbnailSize: screen.getPrimaryDisplay().size,
    })
    return whole?.thumbnail.toPNG().toString('base64') ?? ''
  })
  const path = join(FOLDER, `${name}.png`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, Buffer.from(drawn, 'base64'))
}
