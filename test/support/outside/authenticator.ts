import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** What may be wrong with an answer of a device: its knobs. */
export interface Answering {
  origin?: string
  /** The site that the device believes to be at. */
  site?: string
  challenge?: string
  /** Has it asked who is there? */
  isVerified?: boolean
  counter?: number
  /** Whose passkey it says it is. */
  owner?: string
  /** Whose device signs in its place. */
  by?: Authenticator
}

export type Authenticator = ReturnType<typeof authenticator>

const [PRESENT, VERIFIED, ATTESTED] = [0x01, 0x04, 0x40]
const [UP_TO_255, TEXT_KEYS] = [0x58, { fmt: '63666d74', none: '646e6f6e65', attStmt: '6761747453746d74' }]

/**
 * A device with one passkey and its browser (WebAuthn level 3, ES256, no attestation): what `toJSON()` of its answers says,
 * byte by byte as the standard has it. It counts only if it is told to.
 */
export function authenticator(origin = 'https://status.example.com') {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const cose = hex(`a50102032620012158 20 ${coordinate(x)} 225820 ${coordinate(y)}`)
  let owner = ''

  const client = (type: string, challenge: string, said: Answering) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: said.origin ?? origin, crossOrigin: false }))
  const data = (flags: number, { site = new URL(origin).hostname, isVerified = true, counter = 0 }: Answering) => {
    const counted = Buffer.alloc(4)
    counted.writeUInt32BE(counter)
    return Buffer.concat([sha256(site), Buffer.from([flags | PRESENT | (isVerified ? VERIFIED : 0)]), counted])
  }
  const named = { id: base64(id), rawId: base64(id), type: 'public-key', clientExtensionResults: {} }

  return {
    id: named.id,
    key: privateKey,
    /** Makes its passkey as it is asked to. */
    make(options: string, said: Answering = {}): string {
      const asked = JSON.parse(options) as { challenge: string; user: { id: string } }
      owner = asked.user.id
      const length = Buffer.from([0, id.length])
      const made = Buffer.concat([data(ATTESTED, said), Buffer.alloc(16), length, id, cose])
      const { fmt, none, attStmt } = TEXT_KEYS
      const head = hex(`a3 ${fmt} ${none} ${attStmt} a0 686175746844617461`)
      const attestationObject = base64(Buffer.concat([head, Buffer.from([UP_TO_255, made.length]), made]))
      const clientDataJSON = base64(client('webauthn.create', said.challenge ?? asked.challenge, said))
      return JSON.stringify({ ...named, response: { clientDataJSON, attestationObject, transports: ['internal'] } })
    },
    /** Signs what it is asked to. */
    answer(options: { challenge: string }, said: Answering = {}): string {
      const clientData = client('webauthn.get', said.challenge ?? options.challenge, said)
      const authenticatorData = data(0, said)
      const signed = Buffer.concat([authenticatorData, sha256(clientData)])
      const signature = base64(sign('sha256', signed, said.by?.key ?? privateKey))
      const userHandle = said.owner === undefined ? owner : base64(Buffer.from(said.owner))
      const response = { clientDataJSON: base64(clientData), authenticatorData: base64(authenticatorData) }
      return JSON.stringify({ ...named, response: { ...response, signature, userHandle } })
    },
  }
}

const sha256 = (of: string | Buffer) => createHash('sha256').update(of).digest()
const base64 = (bytes: Buffer) => bytes.toString('base64url')
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const coordinate = (base64url: string) => Buffer.from(base64url, 'base64url').toString('hex')
