import { createPrivateKey } from 'node:crypto'
import { signerOf } from '../../electron/settings/terminal-key'

/** PKCS #8 of an Ed25519 key whose seed is 32 times the byte 7 (RFC 8410). */
const PKCS8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)])

/** The key of the terminals of tests: signatures are the same in each run. */
export const testSigner = signerOf(createPrivateKey({ key: PKCS8, format: 'der', type: 'pkcs8' }))
