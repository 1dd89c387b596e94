import type { DeskForm, DeskMaintenanceView, FormValues, NextOfWindow, WindowWay } from '../../../../src/views.ts'
import {
  endsByHand,
  isOver,
  isRunning,
  type Maintenance,
  toldAfterwards,
} from '../../../domain/maintenance/maintenance.ts'
import { wordingOf } from '../../../domain/maintenance/notice.ts'
import { type Instant, MINUTE } from '../../../domain/vocabulary.ts'
import { toHtml } from '../../../lib/markdown.ts'
import { findMaintenance, type MaintenanceInFull, maintenanceConflicts } from '../../../queries/maintenances.ts'
import type { AppDeps } from '../../deps.ts'
import { timeValues, twiceIn } from '../form/values.ts'
import { told } from '../told.ts'
import { keptForms } from './drafts.ts'
import { keepingLength } from './length.ts'
import { detailsDue, platformChoices, summaryOf } from './lists.ts'
import { noticeView, updateView, whenOf } from './notices.ts'
import { begunForm, restoredForm, type ShownForm } from './sheet.ts'

type Deps = Pick<AppDeps, 'db' | 'plan' | 'clock' | 'site'>
type WindowContent = Omit<DeskMaintenanceView, 'me' | 'faults'>

/** So long a page may say that something was done just now. */
const FRESH = 10 * MINUTE

/**
 * What the desk sees of a window, on record or not, with what this person has begun to write about it; null: there is
 * none. `sent` is the form that was sent.
 */
export async function windowContent(
  deps: Deps,
  id: string,
  actor: string,
  sent: { way: WindowWay; form: ShownForm } | null = null,
): Promise<WindowContent | null> {
  const found = await findMaintenance(deps.db, id)
  if (!found) return null
  const now = deps.clock()
  const { maintenance: m, notices, updates } = found
  const detailsDueAt = (await detailsDue(deps)).get(id) ?? null
  const ways = waysOf(m, now)
  const kept = await keptForms(deps, actor, id)
  const formOf = (way: WindowWay): [WindowWay, DeskForm] => {
    const begun = kept.get(way)
    const empty = begunForm({ id, way }, valuesFor(way, m, now, deps.site.zone), m.revision)
    const form = way === sent?.way ? sent.form : begun ? restoredForm(begun) : empty
    return [way, { ...form, twice: twiceIn(form.values, ['startsAt', 'endsAt'], deps.site.zone) }]
  }
  // What cannot be done any more is shown where somebody has written for it.
  const written = [sent?.way, ...kept.keys()].filter((way): way is WindowWay => way != null && !ways.includes(way))
  const shown = [...ways, ...new Set(written)]
  return {
    kind: 'console/maintenance',
    maintenance: summaryOf(found, now),
    ...{ description: toHtml(m.description), reason: toHtml(m.reason), endsBy: m.endsBy, impact: m.impact },
    programme: m.programme && { title: m.programme.title },
    ...{ told: m.announcedAt !== null, afterwards: toldAfterwards(m), shortNotice: m.shortNotice },
    notices: notices.map((notice) => noticeView(notice, now)),
    updates: updates.map(updateView),
    detailsDueAt,
    next: nextOf(found, detailsDueAt, now),
    done: null,
    collisions: await told(deps, await maintenanceConflicts(deps.db, m, now)),
    ways: shown,
    gone: shown.filter((way) => isGone(way, m, now)),
    open: sent?.way ?? ways.find((way) => isNext(way, detailsDueAt)) ?? null,
    forms: Object.fromEntries(shown.map(formOf)),
    ...(await platformChoices(deps, m.platforms)),
  }
}

/** What was done a moment ago, for whoever was led here by it. */
export function doneOf({ updates, maintenance: m }: MaintenanceInFull, now: Instant): WindowContent['done'] {
  if (now - m.updatedAt > FRESH) return null
  const [last] = updates
  return last && last.created_at >= m.updatedAt ? wordingOf(last.news, last.ends_at, last.previous_ends_at) : 'saved'
}

/** Can it not be done any more? Between its planned start and the clock's look at it, a window may still be either. */
export function isGone(way: WindowWay, m: Maintenance, now: Instant): boolean {
  const isSettled = isOver(m) || isRunning(m) || now < m.startsAt
  return isSettled && !waysOf(m, now).includes(way)
}

/** What can be done about a window, the likeliest first. */
function waysOf(m: Maintenance, now: Instant): WindowWay[] {
  if (m.state === 'cancelled') return []
  if (m.state === 'completed') return ['note']
  if (m.state === 'verifying') return ['complete', 'note', 'extend', 'resume', 'details']
  if (m.state === 'in_progress') return ['complete', 'note', 'extend', 'verify', 'details']
  // The clock starts it; where that is late, so may the desk.
  if (now >= m.startsAt) return ['start', 'details']
  return m.state === 'planned' ? ['details', 'announce', 'move', 'cancel'] : ['details', 'note', 'move', 'cancel']
}

/** Is it what has to be done, rather than what can be? */
function isNext(way: WindowWay, detailsDueAt: Instant | null): boolean {
  return way === 'complete' || way === 'start' || (way === 'details' && detailsDueAt !== null)
}

function nextOf(
  { maintenance: m, notices }: MaintenanceInFull,
  detailsDueAt: Instant | null,
  now: Instant,
): NextOfWindow {
  const next = (kind: NextOfWindow['kind'], at: Instant | null): NextOfWindow => ({ kind, at, when: null })
  if (m.state === 'completed' || m.state === 'cancelled') return next('nothing', null)
  if (isRunning(m)) return next(endsByHand(m) ? (now < m.endsAt ? 'end' : 'overdue') : 'ends_itself', m.endsAt)
  const notice = notices.find(({ outcome, key }) => outcome === 'pending' && key !== 'start' && key !== 'end')
  if (detailsDueAt !== null) return next('details', detailsDueAt)
  return notice ? { kind: 'notice', at: notice.dueAt, when: whenOf(notice) } : next('start', m.startsAt)
}

/** What a form begins with. Texts of the programme are no details: they are shown beside the field. */
function valuesFor(way: WindowWay, m: Maintenance, now: Instant, zone: string): FormValues {
  const times = { ...timeValues('startsAt', m.startsAt, zone), ...timeValues('endsAt', m.endsAt, zone) }
  if (way === 'move') return keepingLength(times)
  if (way === 'extend') return timeValues('endsAt', Math.max(m.endsAt, wholeHour(now)), zone)
  if (way !== 'details') return {}
  const text = (name: 'description' | 'reason') => (m.own[name] === null ? [] : [m[name]])
  return {
    ...{ title: [m.title], description: m.detailed ? [m.description] : [], reason: text('reason') },
    ...{ platforms: m.platforms, impact: [m.impact], endsBy: [m.endsBy] },
    ...Object.fromEntries(
      Object.entries(m.translations).flatMap(([language, texts]) =>
        Object.entries(texts).map(([field, said]) => [`${field}.${language}`, [said]]),
      ),
    ),
  }
}

/** At least half an hour ahead, on a whole or half hour. */
function wholeHour(now: Instant): Instant {
  const half = 30 * MINUTE
  return Math.ceil((now + half) / half) * half
}
