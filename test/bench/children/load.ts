import { connect, type Socket } from 'node:net'
import { answering } from '../child.ts'

export interface Load {
  url: string
  /** As `Accept-Encoding`. */
  encoding: string
  connections: number
  seconds: number
}

export interface Loaded {
  perSecond: number
  /** Of each answer, milliseconds. */
  p50: number
  p99: number
  failures: number
}

// Plain sockets: Node's own client would be slower than the server that it is to measure.
answering<Load, Loaded>(async ({ url, encoding, connections, seconds }) => {
  const target = new URL(url)
  const request = `GET ${target.pathname} HTTP/1.1\r\nHost: ${target.host}\r\nAccept-Encoding: ${encoding}\r\n\r\n`
  const times: number[] = []
  const began = performance.now()
  const until = began + seconds * 1000
  const runs = Array.from({ length: connections }, () => visit(target, request, until, times))
  const failures = (await Promise.all(runs)).filter((failed) => failed).length
  const took = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(share * times.length)] ?? Number.NaN
  return { perSecond: times.length / took, p50: at(0.5), p99: at(0.99), failures }
})

/** Asks again and again over one connection. Answers whether it broke. */
function visit({ hostname, port }: URL, request: string, until: number, times: number[]): Promise<boolean> {
  return new Promise((resolve) => {
    const socket: Socket = connect(Number(port), hostname)
    socket.setNoDelay(true)
    let waiting = Buffer.alloc(0)
    let left = -1
    let asked = 0
    const ask = () => {
      asked = performance.now()
      socket.write(request)
    }
    const end = (failed: boolean) => {
      socket.destroy()
      resolve(failed)
    }
    socket.once('connect', ask)
    socket.once('error', () => end(true))
    socket.once('close', () => end(true))
    socket.on('data', (chunk: Buffer) => {
      let body = chunk
      if (left < 0) {
        waiting = Buffer.concat([waiting, chunk])
        const headEnd = waiting.indexOf('\r\n\r\n')
        if (headEnd < 0) return
        left = lengthIn(waiting.toString('latin1', 0, headEnd))
        if (left < 0) return end(true)
        body = waiting.subarray(headEnd + 4)
        waiting = Buffer.alloc(0)
      }
      left -= body.length
      if (left > 0) return
      left = -1
      times.push(performance.now() - asked)
      if (performance.now() < until) ask()
      else end(false)
    })
  })
}

/** The length of the body that follows a head, or -1 for anything but a 200 with a length. */
function lengthIn(head: string): number {
  if (!head.startsWith('HTTP/1.1 200')) return -1
  return Number(head.match(/\r\ncontent-length: *(\d+)/i)?.[1] ?? -1)
}
