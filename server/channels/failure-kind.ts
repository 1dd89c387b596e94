/** How much of a reason tells its kind: what follows is the other side's own text. */
export const TELLING = 32

/** Resend's names for what it refuses; it hands out no number. */
const RESEND: readonly [RegExp, string][] = [
  [/^rate_limit_exceeded/, 'http 429'],
  [/_quota_exceeded/, 'quota'],
  [/api_key|^invalid_(from_address|access)/, 'account'],
  [/^application_error: Unable/, 'network'],
  [/^(application|internal_server)_error/, 'http 500'],
]

/**
 * The kind of a failure, by the beginning of its reason as the channels write it: `smtp 450`, `http 429`, `timeout`,
 * `network`, `quota`, `account`, `clock` or `other`. Never the text of the other side, which may name mailboxes.
 */
export function failureKind(reason: string): string {
  const [, status] = /^(?:SMTP|Web push|Webhook|Chat): ([2-5]\d\d)(?!\d)/.exec(reason) ?? []
  if (status) return `${reason.startsWith('SMTP') ? 'smtp' : 'http'} ${status}`
  if (reason.startsWith('Resend: ')) {
    const told = reason.slice('Resend: '.length)
    return RESEND.find(([pattern]) => pattern.test(told))?.[1] ?? 'other'
  }
  if (/^(SMTP|Web push|Webhook|Chat): .*(time(d )?out|in time|ETIMEDOUT|never received)/i.test(reason)) return 'timeout'
  if (/^(SMTP|Web push|Webhook|Chat): /.test(reason)) return 'network'
  return reason.startsWith('too late, if the clock') ? 'clock' : 'other'
}
