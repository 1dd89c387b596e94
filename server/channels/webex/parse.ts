import type { Result } from '../../domain/refusal.ts'
import type { AddressRules, Target } from '../kind.ts'
import { parseRoom } from '../rooms/parse.ts'

const WEBEX = {
  title: 'Webex',
  host: /^webexapis\.com$/,
  isWhole: ({ pathname, search }: URL) =>
    /^\/v1\/webhooks\/incoming\/[\w-]{8,300}={0,2}$/.test(pathname) && search === '',
  help: 'In the Webex App Hub, connect “Incoming Webhooks” to the space, and paste the webhook URL, which begins with https://webexapis.com/v1/webhooks/incoming/.',
}

export function parseWebex(raw: unknown, rules: AddressRules): Result<Target> {
  return parseRoom(raw, rules, WEBEX)
}
