import { createECDH } from 'node:crypto'

interface KeyPair {
  publicKey: string
  privateKey: string
}

/**
 * Why push messages cannot be signed with these keys (RFC 8292: P-256, the public key as an uncompressed point of 65 bytes,
 * the private one as a scalar of 32, both base64url); null if they can.
 */
export function vapidKeyProblem({ publicKey, privateKey }: KeyPair): string | null {
  const point = Buffer.from(publicKey, 'base64url')
  if (!isPoint(point)) return 'VAPID_PUBLIC_KEY is no public key (a point on the curve P-256, uncompressed: 65 bytes)'
  const derived = publicKeyOf(Buffer.from(privateKey, 'base64url'))
  if (derived === null) return 'VAPID_PRIVATE_KEY is no private key (a number for the curve P-256: 32 bytes)'
  return derived.equals(point) ? null : 'VAPID_PRIVATE_KEY belongs to another key than VAPID_PUBLIC_KEY'
}

function isPoint(bytes: Buffer): boolean {
  if (bytes.length !== 65 || bytes[0] !== 4) return false
  const probe = createECDH('prime256v1')
  probe.generateKeys()
  try {
    // It refuses what does not lie on the curve.
    probe.computeSecret(bytes)
    return true
  } catch {
    return false
  }
}

function publicKeyOf(scalar: Buffer): Buffer | null {
  const ecdh = createECDH('prime256v1')
  try {
    if (scalar.length !== 32) return null
    ecdh.setPrivateKey(scalar)
    return ecdh.getPublicKey()
  } catch {
    return null
  }
}
