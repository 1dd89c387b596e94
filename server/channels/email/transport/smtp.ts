import { createTransport } from 'nodemailer'
import { messageOf } from '../../../lib/error-code.ts'
import type { Outcome, Sent, SingleChannel } from '../../channel.ts'
import { composeEmail } from '../compose.ts'
import type { MailSite } from '../email.ts'
import { toMime } from './mime.ts'
import { emailRetryPolicy, RELAY_RETRY_FOR } from './retry-policy.ts'

/** Of one pool: `inFlight` and `claimSize` as a channel's, `patience` with a relay that says nothing in milliseconds. */
interface Pool {
  /** What a refusal of the receiver or the text means for the mail. */
  refused: (fault: Fault, why: string) => Sent
  connections: number
  inFlight: number
  claimSize: number
  patience: number
}

const USUAL: Pool = {
  refused: (fault, why) => ({ outcome: outcomeOf(fault, why) }),
  connections: 10,
  inFlight: 20,
  claimSize: 10,
  patience: 30_000,
}

/**
 * Of their own, for mail to staff: what hangs in the others keeps none of it waiting. Nor does what hangs in some of
 * these: each is given up soon, and whatever has a connection free is taken at once.
 */
const STAFF: Pool = { refused: refusedStaff, connections: 5, inFlight: 5, claimSize: 1, patience: 10_000 }

/**
 * Mail through the operator's own relay. SMTP knows no idempotency key: a connection lost after the text was sent is
 * tried again with the same Message-ID, by which a second copy is recognised.
 */
export function smtp(url: string, site: MailSite): SingleChannel {
  const [usual, staff] = [through(url, site, USUAL), through(url, site, STAFF)]
  const close = async () => void (await Promise.all([usual.close(), staff.close()]))
  return { ...usual, staff, close }
}

function through(
  url: string,
  site: MailSite,
  { refused, connections, inFlight, claimSize, patience }: Pool,
): SingleChannel {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: 100,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    ...emailRetryPolicy(RELAY_RETRY_FOR),
    mode: 'single',
    capacity: inFlight,
    claimSize,
    async send(job, signal) {
      const mail = toMime(composeEmail(job, site))
      try {
        const info = await transport.sendMail({ ...mail, signal })
        return { outcome: { kind: 'sent', reference: info.messageId } }
      } catch (error) {
        return failureOf(error, refused)
      }
    },
    close: async () => transport.close({ force: true }),
  }
}

/**
 * What the relay's answer means (RFC 5321: 4xx may pass, 5xx stays; RFC 3463: 5.1.1 and 5.2.1 mean the address). What
 * it says before it knows whom the mail is for, in its greeting above all, is about us, and no mail is to blame.
 */
function failureOf(error: unknown, refused: Pool['refused']): Sent {
  const fault = faultOf(error)
  const why = `SMTP: ${fault.response ?? messageOf(error)}`
  // An address or a text that cannot be sent at all: nodemailer says so before it asks the relay.
  if (fault.command === 'API' || (fault.code === 'EMESSAGE' && !fault.responseCode))
    return { outcome: { kind: 'failed', why } }
  if (fault.command === 'RCPT TO' || fault.command === 'DATA') return refused(fault, why)
  const outcome: Outcome = { kind: 'later', why }
  if (fault.responseCode === undefined && fault.code !== 'EAUTH') return { outcome }
  return { outcome, pause: { why, alarm: !isTemporary(fault) } }
}

function isTemporary({ responseCode }: Fault): boolean {
  return responseCode === undefined || responseCode < 500 || responseCode > 599
}

function outcomeOf(fault: Fault, why: string): Outcome {
  if (isTemporary(fault)) return { kind: 'later', why }
  const { command, response } = fault
  const deadAddress = command === 'RCPT TO' && /\b5\.(1\.[1-3]|2\.1)\b/.test(response ?? '')
  return deadAddress ? { kind: 'gone', why } : { kind: 'failed', why }
}

/** How long staff wait once refusal after refusal is about the way, in milliseconds: one of their addresses may be to blame. */
const STAFF_PAUSE = 5_000

/**
 * Mail to staff, whose addresses the operator has named: only what is about the mailbox (RFC 3463: X.1, X.2) or the text
 * (X.6) fails. Anything else (relaying denied, credentials expired, no reason) is about the way, and it waits.
 */
function refusedStaff(fault: Fault, why: string): Sent {
  const outcome = outcomeOf(fault, why)
  const isAboutMail = /^5\d\d[ -]5\.[126]\./.test(fault.response ?? '')
  if (outcome.kind !== 'failed' || isAboutMail) return { outcome }
  return { outcome: { kind: 'later', why }, pause: { ms: STAFF_PAUSE, why, alarm: true, doubtful: true } }
}

interface Fault {
  code?: string
  command?: string
  responseCode?: number
  response?: string
}

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return {}
  const { code, command, responseCode, response } = error as Error & Fault
  return { code, command, responseCode, response }
}
