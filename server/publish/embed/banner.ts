import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { prefixOf } from '../../../src/i18n/address.ts'
import { dictionary, type Locale } from '../../../src/i18n/index.ts'
import { iso } from '../../../src/i18n/time.ts'
import { actualWindow } from '../../domain/maintenance/maintenance.ts'
import { mostUrgentFirst } from '../../queries/urgency.ts'
import { maintenancePath } from '../facts/addresses.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { affected, incidentPath } from '../views/summary.ts'

/** What the banner on other sites shows: open master cases, and windows under way that customers notice. */
export async function bannerData(snapshot: PublishSnapshot): Promise<object> {
  const { site, now } = snapshot
  const [open, running, platforms] = await Promise.all([snapshot.open(), snapshot.running(), snapshot.platforms()])
  const masters = open.filter(({ row }) => row.priority === 'P1G')
  return {
    at: iso(now),
    incidents: mostUrgentFirst(masters, ({ row }) => row).map((incident) => {
      const { id, title, started_at, opened_at, next_update_due_at: due } = incident.row
      return {
        ...{ id, url: site.url + incidentPath(id), title, since: iso(started_at ?? opened_at) },
        nextUpdateBy: due === null ? null : iso(due),
        platforms: affected(incident, platforms).map((platform) => platform.id),
      }
    }),
    maintenance: running
      .filter(({ impact }) => impact !== 'none')
      .map((m) => {
        const { startsAt, endsAt } = actualWindow(m)
        const times = { startsAt: iso(startsAt), endsAt: iso(endsAt) }
        return { id: m.id, url: site.url + maintenancePath(m.id), title: m.title, ...times, platforms: m.platforms }
      }),
  }
}

/** The script, without its remarks, its margins, and the spaces that only people need. Nothing in quotes changes. */
const SOURCE = readFileSync(join(import.meta.dirname, 'banner.js'), 'utf8')
  .replace('export default ', '')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '' && !/^(?:\/\/|\/?\*)/.test(line))
  .join('\n')
  .replace(
    /('[^'\n]*'|`[^`]*`)| *([-=<>+*&|!]) *|\s*([.?:)\]}]) *| *([,([{])\s*/g,
    (_, quoted, sign, closing, opening) => quoted ?? sign ?? closing ?? opening,
  )
  .replace(/\((\w+)\)=>/g, '$1=>')

/** The banner's script, which knows its words in every language of the site. */
export function bannerScript({ site }: Pick<PublishSnapshot, 'site'>): string {
  const wordsIn = (locale: Locale) => {
    const { embed, promise, language } = dictionary(locale)
    const prefix = prefixOf({ ...site, locale })
    const { tag, direction: dir } = language
    const said = Object.entries(embed.banner).map(([key, word]) => [key, typeof word === 'string' ? word : word('{}')])
    return {
      ...{ tag, dir, path: prefix && `${prefix.slice(1)}/` },
      ...{ next: promise.nextBy('{}'), late: promise.overdue('{}'), ...Object.fromEntries(said) },
    }
  }
  const words = Object.fromEntries(site.languages.map((locale) => [locale, wordsIn(locale)]))
  return `(${SOURCE})(${JSON.stringify({ name: site.name, first: site.languages[0], words })})\n`
}
