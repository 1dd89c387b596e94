import type { Db } from '../../../db/schema/index.ts'
import { readSetting } from '../../../db/system/settings.ts'
import { vapidKeyProblem } from '../../config/vapid-keys.ts'
import { isMadeUp } from '../../config/vapid-subject.ts'
import type { Examined, Finding } from './finding.ts'

/** Whether browsers can subscribe here, and push services take what is signed with the keys. */
export async function pushFindings({ config, db }: Examined & { db: Db | null }): Promise<Finding[]> {
  return [...(await keys(config, db)), ...address(config.publicUrl)]
}

async function keys(config: Examined['config'], db: Db | null): Promise<Finding[]> {
  const { vapidKeys, vapidSubject, publicUrl } = config
  if (!vapidKeys && db === null)
    return [{ level: 'warn', text: 'push: keys not examined: they are kept in the database' }]
  const kept = vapidKeys || db === null ? null : await readSetting(db, 'vapid_keys')
  const pair = vapidKeys ?? (kept === null ? null : read(kept))
  const origin = vapidKeys ? 'from VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY' : 'kept in the database'
  if (pair === null && kept === null) return [{ level: 'warn', text: 'push: no keys yet; the next start makes them' }]
  const problem = pair ? vapidKeyProblem(pair) : 'the keys cannot be read'
  if (problem === null && isMadeUp(vapidSubject, publicUrl))
    return [{ level: 'ok', text: `push: keys ready (${origin})` }, madeUp(vapidSubject)]
  if (problem === null) return [{ level: 'ok', text: `push: keys ready (${origin}), contact ${vapidSubject}` }]
  const mend =
    'Restore a backup, or set VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY: with other keys, browsers have to subscribe again.'
  return [{ level: 'fail', text: `push: the keys ${origin} do not work: ${problem}`, mend }]
}

/** Push services write there when something is wrong with what is sent to them, and some refuse made-up ones. */
function madeUp(contact: string): Finding {
  const text = `push: the contact for push services, ${contact}, is a made-up one: its domain is reserved for examples`
  return { level: 'warn', text, mend: 'Set VAPID_SUBJECT to mailto: and an address that somebody reads.' }
}

function read(kept: string): { publicKey: string; privateKey: string } | null {
  try {
    const { publicKey = '', privateKey = '' } = JSON.parse(kept)
    return { publicKey: String(publicKey), privateKey: String(privateKey) }
  } catch {
    return null
  }
}

/** Browsers offer push on https, and on the machine itself. */
function address(publicUrl: string): Finding[] {
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'https:') return []
  if (/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) {
    const text = `push: browsers take ${publicUrl} on this machine alone`
    return [{ level: 'warn', text, mend: 'For customers, set PUBLIC_URL to an https address.' }]
  }
  const text = `push: no browser offers notifications at ${publicUrl}, which is not https`
  return [{ level: 'warn', text, mend: 'Set PUBLIC_URL to an https address.' }]
}
