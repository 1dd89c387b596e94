import { invalid, ok, type Result } from '../../domain/refusal.ts'
import { judgeUrl } from '../../outbound/judge.ts'
import type { AddressRules, Target } from '../kind.ts'

/** The address of a receiver: one that requests may go to, without a fragment. */
export function parseWebhook(raw: unknown, { outboundAllow }: AddressRules): Result<Target> {
  const judged = judgeUrl(typeof raw === 'string' ? raw.trim() : '', outboundAllow)
  if (judged instanceof URL) return ok({ address: judged.href, keys: null })
  return invalid([{ pointer: '', detail: judged.why }])
}
