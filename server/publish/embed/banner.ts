import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { prefixOf } from '../../../src/i18n/address.ts'
import { dictionary } from '../../../src/i18n/index.ts'
import { iso } from '../../../src/i18n/time.ts'
import { fieldFor, type Readers, titleFor } from '../../../src/i18n/wording.ts'
import type { BannerData, BannerGiven, BannerWords } from '../../../src/views/embed.ts'
import type { Site } from '../../../src/views.ts'
import { openSince } from '../../domain/incident/times/span.ts'
import { actualWindow } from '../../domain/maintenance/maintenance.ts'
import type { Wording } from '../../domain/wording.ts'
import { mostUrgentFirst } from '../../queries/urgency.ts'
import { maintenancePath } from '../facts/addresses.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { affected, incidentPath } from '../views/summary.ts'

/** What the banner on other sites shows: open master cases, and windows under way that customers notice. */
export async function bannerData(snapshot: PublishSnapshot): Promise<BannerData> {
  const { site, now } = snapshot
  const [open, running, platforms] = await Promise.all([snapshot.open(), snapshot.running(), snapshot.platforms()])
  const masters = open.filter(({ row }) => row.priority === 'P1G')
  return {
    at: iso(now),
    incidents: mostUrgentFirst(masters, ({ row }) => row).map((incident) => {
      const { id, title, started_at: startedAt, opened_at: openedAt, next_update_due_at: due } = incident.row
      const since = openSince({ startedAt, openedAt, closed: incident.closed })
      return {
        ...{ id, url: site.url + incidentPath(id), title, since: iso(since) },
        ...titlesIn(site, (readers) => titleFor(readers, title, incident.titles)),
        nextUpdateBy: due === null ? null : iso(due),
        platforms: affected(incident, platforms).map((platform) => platform.id),
      }
    }),
    maintenance: running
      .filter(({ impact }) => impact !== 'none')
      .map((m) => {
        const { startsAt, endsAt } = actualWindow(m)
        const times = { startsAt: iso(startsAt), endsAt: iso(endsAt) }
        const titles = titlesIn(site, (readers) => fieldFor(readers, m, 'title'))
        const url = site.url + maintenancePath(m.id)
        return { id: m.id, url, title: m.title, ...titles, ...times, platforms: m.platforms }
      }),
  }
}

/** What something is called in the other languages of the site, as far as anybody said. */
function titlesIn({ languages }: Site, titleOf: (readers: Readers) => Wording): { titles?: Record<string, string> } {
  const given = languages.slice(1).flatMap((locale) => {
    const { text, language } = titleOf({ locale, languages })
    return language === null ? [[locale, text] as const] : []
  })
  return given.length > 0 ? { titles: Object.fromEntries(given) } : {}
}

const SCRIPT = join(import.meta.dirname, '../../../dist/banner.js')

/**
 * The banner's script (`src/scripts/embed/banner.ts`), which knows its words in every language of the site. In ASCII: neither
 * the page that it is put into nor the server that sends it has to name a character set.
 */
export function bannerScript({ site }: Pick<PublishSnapshot, 'site'>): string {
  const words = Object.fromEntries(site.languages.map((locale) => [locale, wordsIn({ ...site, locale })]))
  const given: BannerGiven = { name: site.name, first: site.languages[0] ?? site.locale, words }
  const script = `(GIVEN=>{${readFileSync(SCRIPT, 'utf8')}})(${JSON.stringify(given)})\n`
  return script.replace(/[^\0-~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function wordsIn(site: Site): BannerWords {
  const { embed, promise, language } = dictionary(site.locale)
  const { label, incident, maintenance, since, ends, asOf, close, more } = embed.banner
  const prefix = prefixOf(site)
  return [
    ...([language.tag, language.direction, prefix && `${prefix.slice(1)}/`] as const),
    ...([label('{}'), incident, maintenance, since('{}'), ends('{}'), asOf('{}')] as const),
    ...([promise.nextBy('{}'), promise.overdue('{}'), close('{}'), formsOf(language.tag, more)] as const),
  ]
}

/** A text by the number in it: each form that the language has for so few. */
function formsOf(tag: string, text: (n: number) => string): BannerWords[12] {
  const rules = new Intl.PluralRules(tag)
  const numbers = Array.from({ length: 100 }, (_, i) => i + 1)
  const forms = Object.fromEntries(numbers.map((n) => [rules.select(n), text(n).replace(`${n}`, '{}')]))
  const [form = '', ...others] = new Set(Object.values(forms))
  return others.length > 0 ? forms : form
}
