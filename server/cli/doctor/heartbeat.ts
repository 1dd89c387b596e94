import { ping } from '../../boot/ladder/heartbeat.ts'
import type { Examined, Finding } from './finding.ts'

/** Whether the watchdog outside takes a ping; only its host is named. */
export async function heartbeatFindings({ config }: Examined): Promise<Finding[]> {
  const url = config.heartbeatUrl
  if (url === undefined) {
    const mend = 'Set HEARTBEAT_URL to the address of a watchdog, which raises the alarm when the pings stop.'
    return [{ level: 'warn', text: 'heartbeat: nobody outside notices when the server stops', mend }]
  }
  const { host } = new URL(url)
  const problem = await ping(url)
  if (problem === null)
    return [{ level: 'ok', text: `heartbeat: ${host} took a ping, which counts as one of the server` }]
  return [{ level: 'fail', text: `heartbeat: ${host} takes no ping: ${problem}`, mend: 'Check HEARTBEAT_URL.' }]
}
