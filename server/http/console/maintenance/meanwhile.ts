import { dictionary } from '../../../../src/i18n/index.ts'
import { personIn } from '../../../../src/i18n/person.ts'
import { moment } from '../../../../src/i18n/time.ts'
import { type MaintenanceNews, wordingOf } from '../../../domain/maintenance/notice.ts'
import type { FieldError } from '../../../domain/refusal.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { type WindowChange, windowChanges } from '../../../queries/desk/window-changes.ts'
import { findMaintenance } from '../../../queries/maintenances.ts'
import type { AppDeps } from '../../deps.ts'

/** As many as anybody reads above a form; the timeline shows all. */
const MOST = 10

/** What was done to a window since its revision `base`, by whom and when, in the words of its page; of no field. */
export async function doneMeanwhile(deps: AppDeps, id: string, base: number): Promise<FieldError[]> {
  const found = await findMaintenance(deps.db, id)
  if (!found) return []
  const { maintenance: m } = found
  const changes = await windowChanges(deps.db, m, Math.min(MOST, m.revision - base))
  return changes.map((change) => ({ pointer: '', detail: inWords(deps, change) }))
}

function inWords({ site, clock }: AppDeps, { at, actor, action, detail }: WindowChange): string {
  const { zone, locale } = site
  const { words, console } = dictionary(locale)
  const { done, labels, meanwhile } = console.maintenance
  const [who, when] = [personIn(actor, { words }, 'first'), moment(at, clock(), zone, locale)]
  if (action === 'programme.change') return meanwhile.entry(who, when, meanwhile.programme)
  const news = action.replace('maintenance.', '') as MaintenanceNews
  const changed = detail.changes ?? {}
  const { endsAt } = changed
  const did = done[wordingOf(news, endsAt?.to as Instant, endsAt?.from as Instant)]
  const named: Readonly<Record<string, string>> = { ...labels, shortNotice: labels['shortNotice.class'] }
  const fields = Object.keys(changed).flatMap((name) => named[name] ?? [])
  return meanwhile.entry(who, when, did, fields.length === 0 ? undefined : words.list(fields))
}
