import { commit, type Fault, listen } from './stand-in.ts'

export interface Watchdog {
  /** With a path that is a secret. */
  url: string
  /** Method and path of each ping. */
  pings: string[]
  fault: () => Fault | undefined
  close(): Promise<void>
}

/** A watchdog outside, which waits for pings. */
export async function startWatchdog(): Promise<Watchdog> {
  const watchdog: Watchdog = { url: '', pings: [], fault: () => undefined, close: async () => {} }
  const { url, close } = await listen((req, _, res) => {
    watchdog.pings.push(`${req.method} ${req.url}`)
    if (!commit(watchdog.fault(), res)) res.end('OK')
  })
  return Object.assign(watchdog, { url: `${url}/ping/hush-hush-4711`, close })
}
