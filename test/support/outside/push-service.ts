import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { commit, type Knob, listen } from './stand-in.ts'

export interface PushMessage {
  /** Of the browser it is for: the end of the endpoint. */
  browser: string
  headers: IncomingHttpHeaders
  body: Buffer
}

/** A browser that is subscribed: the only one who can read its messages. */
export interface Browser {
  id: string
  /** What `PushSubscription.toJSON()` gives. */
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } }
  /** Decrypts what the service got for this browser, oldest first. */
  messages(): unknown[]
}

export interface PushService {
  /** Its origin, to be allowed with PUSH_EXTRA_ORIGINS. */
  url: string
  /** Every request in order of arrival, also those answered with a fault. */
  requests: PushMessage[]
  accepted: PushMessage[]
  fault: Knob<PushMessage>
  /** Milliseconds before an answer. */
  latency: number
  /** Called when a request arrived, before it takes effect. */
  onRequest: (message: PushMessage) => void
  /** How many requests were being answered at once, at most. */
  busiest: number
  subscribe(id?: string): Browser
  close(): Promise<void>
}

/** A push service of RFC 8030: takes messages for any browser and answers 201. */
export async function startPushService(options: { port?: number } = {}): Promise<PushService> {
  let busy = 0
  const listening = await listen(async (req, body, res) => {
    const message = { browser: (req.url ?? '').split('/').at(-1) ?? '', headers: req.headers, body }
    service.requests.push(message)
    service.onRequest(message)
    service.busiest = Math.max(service.busiest, ++busy)
    res.once('close', () => busy--)
    const fault = service.fault(message)
    if (commit(fault, res)) return
    service.accepted.push(message)
    if (fault === 'lost') return void res.socket?.resetAndDestroy()
    if (service.latency > 0) await wait(service.latency)
    res.writeHead(201, { location: `${service.url}/message/${service.accepted.length}`, 'content-length': '0' }).end()
  }, options.port)
  const service: PushService = {
    url: listening.url,
    requests: [],
    accepted: [],
    fault: () => undefined,
    latency: 0,
    onRequest: () => {},
    busiest: 0,
    subscribe: (id = randomBytes(8).toString('hex')) => browser(service, id),
    close: listening.close,
  }
  return service
}

function browser(service: PushService, id: string): Browser {
  const ecdh = createECDH('prime256v1')
  const auth = randomBytes(16)
  const keys = { p256dh: ecdh.generateKeys('base64url'), auth: auth.toString('base64url') }
  return {
    id,
    subscription: { endpoint: `${service.url}/push/${id}`, keys },
    messages: () =>
      service.accepted
        .filter((message) => message.browser === id)
        .map((message) => JSON.parse(decrypt(message.body, ecdh, auth).toString())),
  }
}

/** RFC 8291 over RFC 8188, for one record: `salt(16) rs(4) idlen(1) keyid(65) ciphertext+tag(16)`. */
export function decrypt(body: Buffer, receiver: ECDH, auth: Buffer): Buffer {
  const [salt, sender] = [body.subarray(0, 16), body.subarray(21, 21 + body.readUInt8(20))]
  const sealed = body.subarray(21 + sender.length)
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), receiver.getPublicKey(), sender])
  const secret = derive(receiver.computeSecret(sender), auth, keyInfo, 32)
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(sealed.subarray(-16))
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  const end = padded.lastIndexOf(2)
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('wrong padding')
  return padded.subarray(0, end)
}

function derive(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length))
}
