import { invalid, ok, type Result } from '../../domain/refusal.ts'
import { judgeUrl } from '../../outbound/judge.ts'
import type { AddressRules, Target } from '../kind.ts'

/** How the addresses of one service look. */
export interface Addresses {
  /** The service, as its users call it. */
  title: string
  /** Is it the host of addresses that work? */
  host: RegExp
  /** Is the whole of it such an address? */
  isWhole(url: URL): boolean
  /** What to paste, and where to find it. */
  help: string
}

/** Services whose addresses are mistaken for each other's, by the end of their hosts. */
const OTHERS: readonly [RegExp, string][] = [
  [/(^|\.)slack(-gov)?\.com$/, 'Slack'],
  [/(^|\.)(logic\.azure\.com|powerplatform\.com|office\.com)$/, 'Microsoft Teams'],
  [/(^|\.)(webexapis|webex|ciscospark)\.com$/, 'Webex'],
  [/(^|\.)(discord|discordapp)\.com$/, 'Discord'],
  [/(^|\.)chat\.googleapis\.com$/, 'Google Chat'],
]

const LONGEST = 2048

/**
 * Reads the address of a room. Whoever has it may write there, so a refusal never repeats it. Hosts that the operator
 * allows are taken as they are: a relay of theirs looks like nobody else's.
 */
export function parseRoom(raw: unknown, { outboundAllow }: AddressRules, service: Addresses): Result<Target> {
  const text = typeof raw === 'string' ? raw.trim() : ''
  const no = (detail: string) => invalid([{ pointer: '', detail: `${detail} ${service.help}` }])
  if (text.length > LONGEST || !URL.canParse(text)) return no('This is not an address.')
  const url = new URL(text)
  if (url.username || url.password || url.hash) return no('The address must not have a user, a password or a “#”.')
  if (/^https?:$/.test(url.protocol) && isAllowed(url, outboundAllow)) return ok({ address: url.href, keys: null })
  if (url.protocol !== 'https:' || url.port !== '') return no('The address must begin with https:// and name no port.')
  if (!service.host.test(url.hostname)) {
    const other = OTHERS.find(([host]) => host.test(url.hostname))?.[1]
    return no(
      other === undefined || other === service.title
        ? `This is not an address of ${service.title} that messages can be posted to.`
        : `This is an address of ${other}, not of ${service.title}.`,
    )
  }
  return service.isWhole(url) ? ok({ address: url.href, keys: null }) : no('The address is not complete.')
}

/** Unless its host is allowed, http is not. */
function isAllowed({ host }: URL, allowed: readonly string[]): boolean {
  return judgeUrl(`http://${host}/`, allowed) instanceof URL
}
