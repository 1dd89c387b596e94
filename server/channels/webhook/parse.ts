import { invalid, ok, type Result } from '../../domain/refusal.ts'
import { judgeUrl } from '../../outbound/judge.ts'
import type { AddressRules, Target } from '../kind.ts'

/**
 * Services that read messages of their own kind, not ours: they have a channel each. Hosts of Microsoft's flows are not
 * among them, since a flow of one's own may read ours.
 */
const ROOMS: readonly [RegExp, string][] = [
  [/^hooks\.slack(-gov)?\.com$/, 'Slack'],
  [/\.webhook\.office\.com$/, 'Microsoft Teams'],
  [/^webexapis\.com$/, 'Webex'],
]

/** The address of a receiver: one that requests may go to, without a fragment. A refusal never repeats it. */
export function parseWebhook(raw: unknown, { outboundAllow }: AddressRules): Result<Target> {
  const judged = judgeUrl(typeof raw === 'string' ? raw.trim() : '', outboundAllow)
  const no = (detail: string) => invalid([{ pointer: '', detail }])
  if (!(judged instanceof URL)) return no(`The address ${judged.why}.`)
  const service = ROOMS.find(([host]) => host.test(judged.hostname))?.[1]
  if (service !== undefined)
    return no(`This is an address of ${service}, which reads no messages of this kind: choose ${service} instead.`)
  return ok({ address: judged.href, keys: null })
}
