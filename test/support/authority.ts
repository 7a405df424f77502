import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** A certificate and its private key, as PEM. */
export interface Certified {
  readonly cert: string
  readonly key: string
}

const tlv = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  const { length } = body
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}
const sequence = (...parts: Uint8Array[]) => tlv(0x30, ...parts)
const oid = (...bytes: number[]) => tlv(0x06, Buffer.from(bytes))
const text = (value: string) => tlv(0x0c, Buffer.from(value))
const bits = (value: Uint8Array) => tlv(0x03, Buffer.from([0]), value)
const time = (date: Date) => tlv(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+/g, '')}`))

const COMMON_NAME = oid(0x55, 0x04, 0x03)
const ECDSA_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13)
const ALTERNATIVE_NAMES = oid(0x55, 0x1d, 0x11)

const named = (name: string) => sequence(tlv(0x31, sequence(COMMON_NAME, text(name))))

function certify(
  subject: string,
  publicKey: KeyObject,
  issuer: string,
  signer: KeyObject,
  extension: Buffer,
): string {
  const day = 86_400_000
  const tbs = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from([1]), randomBytes(8)),
    ECDSA_SHA256,
    named(issuer),
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + day))),
    named(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(extension)),
  )
  const der = sequence(tbs, ECDSA_SHA256, bits(sign('sha256', tbs, signer)))
  // No empty line at the end: OpenSSL refuses it, one certificate in 48.
  const lines = der
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()

/** An authority of this test alone, and a server certificate of it for 127.0.0.1 and `hostname`. */
export function createAuthority(hostname = 'localhost'): { readonly ca: string; readonly server: Certified } {
  const authority = pair()
  const server = pair()
  const ca = certify(
    'Test authority',
    authority.publicKey,
    'Test authority',
    authority.privateKey,
    sequence(
      BASIC_CONSTRAINTS,
      tlv(0x01, Buffer.from([0xff])),
      tlv(0x04, sequence(tlv(0x01, Buffer.from([0xff])))),
    ),
  )
  const names = sequence(tlv(0x82, Buffer.from(hostname)), tlv(0x87, Buffer.from([127, 0, 0, 1])))
  const cert = certify(
    hostname,
    server.publicKey,
    'Test authority',
    createPrivateKey(pem(authority.privateKey)),
    sequence(ALTERNATIVE_NAMES, tlv(0x04, names)),
  )
  return { ca, server: { cert, key: pem(server.privateKey) } }
}
