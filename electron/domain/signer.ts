/** Signs for this terminal; the private key stays behind it. */
export interface Signer {
  /** Sixteen hexadecimal digits: the start of the SHA-256 of the raw public key. */
  readonly key: string
  /** The raw 32 bytes of the Ed25519 public key, base64. */
  readonly publicKey: string
  /** base64 of the Ed25519 signature (RFC 8032) over the UTF-8 bytes of `text`. */
  readonly sign: (text: string) => string
}
