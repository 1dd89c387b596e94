import type { Result } from '../../domain/refusal.ts'
import type { AddressRules, Target } from '../kind.ts'
import { parseRoom } from '../rooms/parse.ts'

const SLACK = {
  title: 'Slack',
  host: /^hooks\.slack(-gov)?\.com$/,
  isWhole: ({ pathname, search }: URL) =>
    /^\/services\/T[A-Z0-9]{2,20}\/B[A-Z0-9]{2,20}\/[A-Za-z0-9]{8,64}$/.test(pathname) && search === '',
  help: 'In Slack, add the app “Incoming Webhooks”, choose the channel, and paste the webhook URL, which begins with https://hooks.slack.com/services/.',
}

export function parseSlack(raw: unknown, rules: AddressRules): Result<Target> {
  return parseRoom(raw, rules, SLACK)
}
