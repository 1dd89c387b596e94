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
  })
  try {
    await transport.verify()
    const login = username === '' ? 'without a login' : 'takes the login'
    return [{ level: 'ok', text: `mail: SMTP relay ${host} answers, ${login}; from ${from} (no mail was sent)` }]
  } catch (error) {
    return [faultOf(error, host)]
  } finally {
    transport.close()
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
