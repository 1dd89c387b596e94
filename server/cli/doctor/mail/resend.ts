import { type Domain, Resend } from 'resend'
import { withoutSecrets } from '../../../lib/without-secrets.ts'
import type { Finding } from '../finding.ts'

const PATIENCE = 10_000
/** The most that one request lists. */
const MOST = 100

interface Account {
  apiKey: string
  baseUrl?: string
}

/**
 * Asks Resend for the domains of the account: that tells of the key and of the sender, and sends nothing. A key that may only
 * send is refused with an error of its own (`restricted_api_key`), which proves it right.
 */
export async function resendFindings({ apiKey, baseUrl }: Account, from: string): Promise<Finding[]> {
  const domain = domainOf(from)
  const client = new Resend(apiKey, { baseUrl })
  const { data, error } = await client.domains.list({ limit: MOST }, { signal: AbortSignal.timeout(PATIENCE) })
  if (error) return [refusal(error, domain)]
  if (!Array.isArray(data?.data)) return [fail('another server answers in place of Resend', 'Check RESEND_BASE_URL.')]
  return [sender(data.data, data.has_more, domain, from)]
}

function sender(domains: readonly Domain[], hasMore: boolean, domain: string, from: string): Finding {
  const found = domains.find(({ name }) => name.toLowerCase() === domain)
  const mend = `Add and verify ${domain} at https://resend.com/domains, or set EMAIL_FROM to a domain that is verified there.`
  if (!found && domain === 'resend.dev') {
    const text = 'mail: Resend takes the key; from resend.dev it delivers to the owner of the account alone'
    return { level: 'warn', text, mend: 'Set EMAIL_FROM to a domain that is verified at https://resend.com/domains.' }
  }
  if (!found && hasMore)
    return { level: 'warn', text: `mail: Resend takes the key; ${domain} is not among the first ${MOST} domains`, mend }
  if (!found) return fail(`Resend takes the key, but does not know ${domain} (EMAIL_FROM): it refuses every mail`, mend)
  if (found.status !== 'verified')
    return fail(
      `Resend takes the key, but ${domain} (EMAIL_FROM) is not verified (${found.status}): it refuses mails`,
      mend,
    )
  if (found.capabilities?.sending === 'disabled')
    return fail(`at Resend sending is disabled for ${domain} (EMAIL_FROM)`, mend)
  return {
    level: 'ok',
    text: `mail: Resend takes the key, ${domain} is verified there; from ${from} (no mail was sent)`,
  }
}

interface Refused {
  name: string
  message: string
  statusCode: number | null
}

function refusal({ name, message, statusCode }: Refused, domain: string): Finding {
  const why = withoutSecrets([name, message].filter(Boolean).join(': '))
  if (name === 'restricted_api_key') {
    const text = `mail: Resend knows the key, which may only send; whether ${domain} is verified there could not be asked with it`
    return { level: 'ok', text }
  }
  if (statusCode === null) {
    return fail(`Resend not reachable: ${why}`, 'Check whether a firewall lets this machine out, and RESEND_BASE_URL.')
  }
  if (statusCode === 429) {
    return {
      level: 'warn',
      text: `mail: Resend wants fewer questions (${why}); whether all is well could not be asked`,
      mend: 'Try again.',
    }
  }
  if (/api_key$|^invalid_access$/.test(name) || [401, 403].includes(statusCode) || /api key/i.test(message))
    return fail(`Resend refuses the key: ${why}`, 'Set RESEND_API_KEY to a key from https://resend.com/api-keys.')
  return fail(`Resend answers ${statusCode}: ${why}`, 'Look at https://resend-status.com, and at RESEND_BASE_URL.')
}

function fail(text: string, mend: string): Finding {
  return { level: 'fail', text: `mail: ${text}`, mend }
}

function domainOf(from: string): string {
  return (from.split('@').at(-1) ?? '').replace('>', '').trim().toLowerCase()
}
