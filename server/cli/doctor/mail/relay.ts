import { createTransport } from 'nodemailer'
import { codeOf } from '../../../lib/error-code.ts'
import { withoutSecrets } from '../../../lib/without-secrets.ts'
import type { Finding } from '../finding.ts'

/** Connects to the relay, by TLS where it offers that, and logs in. No mail is sent. `patience`: milliseconds for each step. */
export async function relayFindings(url: string, from: string, patience = 5_000): Promise<Finding[]> {
  const { host, username } = new URL(url)
  const transport = createTransport({
    url,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    dnsTimeout: patience,
    // Says so where the relay offers a login and there is none.
    forceAuth: username === '',
  })
  try {
    await transport.verify()
    const login = username === '' ? 'without a login' : 'takes the login'
    return [{ level: 'ok', text: `mail: SMTP relay ${host} answers, ${login}; from ${from} (no mail was sent)` }]
  } catch (error) {
    if (username === '' && codeOf(error) === 'ENOAUTH') return [loginMissing(host)]
    return [faultOf(error, host)]
  } finally {
    transport.close()
  }
}

/** It may still take mails of this machine without one: that is not tried, as a mail would be begun. */
function loginMissing(host: string): Finding {
  const text = `mail: SMTP relay ${host} answers and offers a login, but SMTP_URL has no user; it may refuse every mail (no mail was sent)`
  return {
    level: 'warn',
    text,
    mend: 'Unless the relay takes mails of this machine without a login, write smtp://USER:PASSWORD@HOST:PORT.',
  }
}

const AWAY = 'Check host and port in SMTP_URL, and whether a firewall lets this machine out.'
const LOGIN = 'Check user and password in SMTP_URL; write special characters as %XX.'
const TLS =
  'smtps:// is TLS from the first byte (mostly port 465), smtp:// begins without (587); the certificate has to name the host.'

function faultOf(error: unknown, host: string): Finding {
  const code = codeOf(error)
  const { response, message = String(error) } = error as { response?: string; message?: string }
  const why = withoutSecrets(response ?? message)
  const fault = (text: string, mend?: string): Finding => ({ level: 'fail', text: `mail: ${text}: ${why}`, mend })
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2')
    return fault(`SMTP relay ${host} refuses the login`, LOGIN)
  if (code === 'ETLS' || /\b(TLS|SSL|certificate|wrong version)\b/i.test(message))
    return fault(`TLS with the SMTP relay ${host} fails`, TLS)
  if (response !== undefined) return fault(`SMTP relay ${host} refuses to talk`)
  return fault(`SMTP relay ${host} not reachable`, AWAY)
}
