import { Agent, request } from 'node:http'
import webpush from 'web-push'
import { answering } from '../child.ts'

export interface Pushes {
  targets: { endpoint: string; keys: { p256dh: string; auth: string } }[]
  /** Bytes of the text to encrypt. */
  size: number
  /** Encrypt only. */
  send: boolean
}

export interface Pushed {
  seconds: number
  processorSeconds: number
}

const IN_FLIGHT = 200

/** What no notifier can do without: encrypting each message, and sending it over connections that are kept. */
answering<Pushes, Pushed>(async ({ targets, size, send }) => {
  const payload = 'x'.repeat(size)
  const { publicKey, privateKey } = webpush.generateVAPIDKeys()
  const origin = new URL(targets[0]?.endpoint ?? '').origin
  const vapid = webpush.getVapidHeaders(origin, 'https://status.example.com', publicKey, privateKey, 'aes128gcm')
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT })
  const push = (target: Pushes['targets'][number]) => {
    const { headers, body } = webpush.generateRequestDetails(target, payload, { headers: vapid })
    return send ? post(agent, target.endpoint, headers, body) : undefined
  }
  const queue = targets.values()
  const work = async () => {
    for (const target of queue) await push(target)
  }
  const before = process.cpuUsage()
  const began = performance.now()
  await Promise.all(Array.from({ length: IN_FLIGHT }, work))
  const { user, system } = process.cpuUsage(before)
  agent.destroy()
  return { seconds: (performance.now() - began) / 1000, processorSeconds: (user + system) / 1e6 }
})

function post(agent: Agent, url: string, headers: Record<string, string | number>, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.once('end', resolve)
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
