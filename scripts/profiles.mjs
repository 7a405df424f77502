// Where `npm start` keeps the terminal's profiles, and what the training profile starts from.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

function dataFolder() {
  const home = os.homedir()
  if (process.platform === 'win32') return process.env.APPDATA || path.join(home, 'AppData', 'Roaming')
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support')
  return process.env.XDG_DATA_HOME || path.join(home, '.local', 'share')
}

const TRAINING = {
  environment: 'training',
  language: 'fr',
  agentCode: 'AG20417',
  shop: { name: 'Épicerie Al Amal', address: '14, rue Ibn Batouta, Casablanca' },
  printer: { transport: 'virtual', paper: 80 },
  users: [
    { name: 'Salma B.', role: 'cashier', pin: '1234' },
    { name: 'Karim I.', role: 'supervisor', pin: '4321' },
  ],
}

/** The folder of the profile asked for; GUICHET_PROFILE wins. */
export const profileFolder = (name, cwd) =>
  path.resolve(cwd, process.env.GUICHET_PROFILE || path.join(dataFolder(), 'guichet', name))

/** A training profile never used before is provisioned; one in use is left as it is. */
export function provisionTraining(folder) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (fs.readdirSync(folder).length > 0) return
  fs.writeFileSync(path.join(folder, 'guichet.provision.json'), `${JSON.stringify(TRAINING, null, 2)}\n`, {
    mode: 0o600,
  })
}
