import type { Db } from '../../../db/schema/index.ts'
import { readSetting } from '../../../db/system/settings.ts'
import type { Config } from '../../config/index.ts'
import { type Answer, ask, askPage, connects } from './ask.ts'
import type { Examined, Finding } from './finding.ts'

/** Whether PUBLIC_URL leads to this installation, as seen from here: asks it as an open page does. */
export async function publicUrlFindings(
  { config, db, now }: Examined & { db: Db | null },
  patience?: number,
): Promise<Finding[]> {
  const key = await keyOf(config, db)
  const [outside, inside] = await Promise.all([askPage(config.publicUrl, patience), askPage(local(config))])
  const isRunning = inside.key !== null && (key === null || inside.key === key)
  if (outside.error !== null) return [await unreached(config, outside.error, isRunning)]
  if (outside.location !== null) return [redirected(config, outside.location)]
  if (outside.at === null) return [another(config, outside, isRunning)]
  if (outside.key === key) return ours(config, outside.at, now)
  if (key === null) {
    const text = `address: at PUBLIC_URL (${config.publicUrl}) a Signalpost answers; whether it is this one could not be told`
    return [{ level: 'warn', text }]
  }
  return [
    {
      level: 'fail',
      text: `address: at PUBLIC_URL (${config.publicUrl}) another installation of Signalpost answers`,
      mend: ELSEWHERE,
    },
  ]
}

const ELSEWHERE = 'Set PUBLIC_URL to the address of this installation, or stop what answers there.'

/** The public key for push services: every page shows it, and no two installations have the same. */
async function keyOf({ vapidKeys }: Config, db: Db | null): Promise<string | null> {
  if (vapidKeys) return vapidKeys.publicKey
  try {
    const kept = db === null ? null : await readSetting(db, 'vapid_keys')
    return kept === null ? null : JSON.parse(kept).publicKey
  } catch {
    return null
  }
}

/** Where the server listens, seen from this machine. */
function local({ host, port }: Config): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

async function unreached({ publicUrl }: Config, code: string, isRunning: boolean): Promise<Finding> {
  const where = `PUBLIC_URL (${publicUrl})`
  if (/CERT|SSL|TLS|SELF_SIGNED|ALTNAME|UNABLE_TO_|WRONG_VERSION|EPROTO/.test(code)) {
    const mend = 'Mend the certificate of the web server that stands before it, or the address in PUBLIC_URL.'
    return { level: 'fail', text: `address: TLS fails at ${where}: ${code}`, mend }
  }
  const nobody = `address: nobody answers at ${where}, asked from this machine: ${code}`
  if (!isRunning) return { level: 'warn', text: nobody, mend: 'Start the server, and ask again.' }
  const mend = 'Links in mails lead there: check the name in DNS, the web server before it, and PUBLIC_URL.'
  // Silence may be a firewall that lets nobody out and in again; but not where one can connect.
  const isWrong = /ENOTFOUND|ECONNREFUSED/.test(code) || (await connects(publicUrl))
  return { level: isWrong ? 'fail' : 'warn', text: nobody, mend }
}

function redirected({ publicUrl }: Config, location: string): Finding {
  const target = URL.canParse(location, publicUrl) ? new URL(location, publicUrl).origin : location
  const text = `address: PUBLIC_URL (${publicUrl}) leads on to ${target}`
  return { level: 'fail', text, mend: `Set PUBLIC_URL to the address that customers end at, perhaps ${target}.` }
}

/** Milliseconds: it is written every minute. */
const OLD = 3 * 60_000

async function ours({ publicUrl }: Config, at: number, now: number): Promise<Finding[]> {
  if (now - at > OLD) {
    const since = new Date(at).toISOString().slice(0, 16)
    const text = `address: the files of this installation are at PUBLIC_URL (${publicUrl}), but nobody has renewed them since ${since}Z`
    return [
      { level: 'warn', text, mend: 'Start the server; or the web server shows another folder than DATA_DIR/site.' },
    ]
  }
  const alive = await ask(publicUrl, '/healthz')
  if (alive.status === 200)
    return [{ level: 'ok', text: `address: PUBLIC_URL (${publicUrl}) leads to this installation` }]
  const text = `address: PUBLIC_URL (${publicUrl}) shows the pages, but does not pass on what is asked of the program: /healthz answers ${alive.status ?? 'nothing'}`
  return [{ level: 'warn', text, mend: 'Compare the web server with docs/deploy/.' }]
}

function another({ publicUrl }: Config, { status, server }: Answer, isRunning: boolean): Finding {
  const where = `PUBLIC_URL (${publicUrl})`
  if (status !== null && [502, 503, 504].includes(status)) {
    const text = `address: at ${where} a web server answers ${status}: it does not reach the program`
    if (!isRunning) return { level: 'warn', text, mend: 'Start the server, and ask again.' }
    return { level: 'fail', text, mend: 'Compare its address of the program with HOST and PORT.' }
  }
  const who = server === null ? '' : `, ${server}`
  return { level: 'fail', text: `address: at ${where} another server answers (${status}${who})`, mend: ELSEWHERE }
}
