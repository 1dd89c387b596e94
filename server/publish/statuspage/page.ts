import { dictionary } from '../../../src/i18n/index.ts'
import type { Site } from '../../../src/views.ts'
import type { Overall } from '../../domain/platform/state.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { stableId } from '../../lib/ids.ts'

/** Documents of Statuspage's public API v2. Clients take snapshots of them: names, order and wording are theirs. */

interface WirePage {
  id: string
  name: string
  url: string
  time_zone: 'Etc/UTC'
  updated_at: string
}

/** `updatedAt`: when anything on the page last changed. */
export function wirePage(site: Site, updatedAt: Instant): WirePage {
  return { id: pageId(site), name: site.name, url: site.url, time_zone: 'Etc/UTC', updated_at: wireTime(updatedAt) }
}

export function pageId(site: Site): string {
  return stableId(`page ${site.url}`)
}

interface WireStatus {
  indicator: Overall['indicator']
  description: string
}

export function wireStatus({ indicator, key }: Overall, { locale }: Site): WireStatus {
  return { indicator, description: dictionary(locale).feeds.overall[key] }
}

/** ISO 8601 with milliseconds; "Z", as the page's zone is UTC. */
export function wireTime(at: Instant): string {
  return new Date(at).toISOString()
}
