import { dictionary } from '../../../src/i18n/index.ts'
import { personIn } from '../../../src/i18n/person.ts'
import { day, duration, moment } from '../../../src/i18n/time.ts'
import { lengthOf } from '../../domain/maintenance/notice-plan.ts'
import type { Said, Term } from '../../domain/said.ts'
import { findIncident } from '../../queries/incidents.ts'
import { findMaintenance } from '../../queries/maintenances.ts'
import { findPlatform } from '../../queries/platforms.ts'
import type { AppDeps } from '../deps.ts'

type Deps = Pick<AppDeps, 'db' | 'site' | 'clock'>

/** Of each text what people at the desk read: whole sentences, in the names, labels and times of its pages. */
export function told(deps: Deps, said: readonly Said[]): Promise<string[]> {
  return Promise.all(said.map((one) => wordsOf(deps, one)))
}

async function wordsOf(deps: Deps, { detail, parts = [detail] }: Said): Promise<string> {
  const words = await Promise.all(parts.map((part) => (typeof part === 'string' ? part : termIn(deps, part))))
  const text = words.join('')
  // A name may begin as it likes.
  return typeof parts[0] === 'string' && /^\p{Ll}/u.test(text)
    ? dictionary(deps.site.locale).console.refusal.sentence(text)
    : text
}

async function termIn({ db, site, clock }: Deps, term: Term): Promise<string> {
  const { zone, locale } = site
  const { console, words, support, maintenance } = dictionary(locale)
  const { quoted, way } = console.refusal
  const labels: Readonly<Record<string, string>> = console.compose.labels
  switch (term.is) {
    case 'time':
      return moment(term.at, clock(), zone, locale)
    case 'date':
      return day(Date.parse(term.date), 'UTC', locale)
    case 'lead':
      return duration(lengthOf(term.lead) ?? 0, locale)
    case 'field':
      return quoted(labels[term.name] ?? term.name)
    case 'platform':
      return (await findPlatform(db, term.id))?.name ?? term.id
    case 'incident':
      return quoted((await findIncident(db, term.id, { drills: true }))?.incident.title ?? term.id)
    case 'maintenance':
      return quoted((await findMaintenance(db, term.id))?.maintenance.title ?? term.id)
    case 'actor':
      return personIn(term.actor, { words }, 'first')
    case 'status':
      return quoted(support.status[term.of][0])
    case 'phase':
      return quoted(words.phase[term.of])
    case 'state':
      return quoted(maintenance.state[term.of])
    case 'role':
      return quoted(console.frame.roles[term.of])
    case 'way':
      return way[term.way]
  }
}
