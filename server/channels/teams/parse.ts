import { invalid, type Result } from '../../domain/refusal.ts'
import type { AddressRules, Target } from '../kind.ts'
import { parseRoom } from '../rooms/parse.ts'

const TEAMS = {
  title: 'Microsoft Teams',
  host: /^([a-z0-9-]+\.)+(environment\.api\.powerplatform\.com|logic\.azure\.com)$/,
  isWhole: ({ pathname, searchParams }: URL) =>
    /\/workflows\/[\w-]{8,64}\/triggers\/[\w-]{1,80}\/(paths\/invoke|run)\/?$/.test(pathname) &&
    /^[\w+/=-]{8,200}$/.test(searchParams.get('sig') ?? ''),
  help: 'In Teams, open “Workflows” in the menu of the channel, choose “Post to a channel when a webhook request is received”, let anyone trigger it, and paste the whole address that it shows, with “sig=”.',
}

/** Retired in 2026: nothing arrives there any more. */
const CONNECTOR = /(^|\.)(webhook\.office\.com|outlook\.office(365)?\.com)$/

export function parseTeams(raw: unknown, rules: AddressRules): Result<Target> {
  const host = typeof raw === 'string' && URL.canParse(raw.trim()) ? new URL(raw.trim()).hostname : ''
  if (!CONNECTOR.test(host)) return parseRoom(raw, rules, TEAMS)
  return invalid([
    { pointer: '', detail: `Microsoft has retired the connectors of Office 365, whose address this is. ${TEAMS.help}` },
  ])
}
