import type { Db, Row } from '../../db/schema.ts'
import { incidentIdsAfter, incidentIdsOf } from '../../db/views.ts'
import { standing, standingChangesAt } from '../domain/promise.ts'
import type { Instant } from '../domain/vocabulary.ts'
import {
  type Document,
  errorPages,
  historyPage,
  homePage,
  incidentData,
  incidentPage,
  monthPage,
  nowDocument,
  platformData,
  platformPage,
  siteData,
  subscribePage,
} from './documents.ts'
import type { Facts } from './facts.ts'
import { monthOf } from './months.ts'
import { publicMonths } from './views/history.ts'

export type Happening = Pick<Row<'events'>, 'id' | 'kind' | 'incident_id' | 'platforms'>

/** What has to be made again. */
export interface Touched {
  /** Before anybody is told that it is out. */
  pages: Document[]
  /** Soon after. */
  rest: Document[]
  /** The incidents that these pages show the newest state of. */
  incidents: string[]
}

/** What events touch; null where they say nothing to the public. `months` are those that had a page until now. */
export async function touchedBy(
  events: readonly Happening[],
  facts: Facts,
  db: Db,
  months: readonly string[],
): Promise<Touched | null> {
  const seen = events.filter((event) => event.kind !== 'subscription.requested')
  const ids = [...new Set(seen.flatMap((event) => event.incident_id ?? []))]
  await facts.load(ids)
  const told = (await Promise.all(ids.map((id) => facts.incident(id)))).filter((one) => one !== null)
  const shown = new Set(told.map(({ row }) => row.id))
  const news = seen.filter((event) => event.incident_id === null || shown.has(event.incident_id))
  if (news.length === 0) return null
  const platforms = [...new Set(news.flatMap((event) => JSON.parse(event.platforms) as string[]))]
  const renamed = news.filter((event) => event.kind === 'platform.changed')
  const renamedIds = [...new Set(renamed.flatMap((event) => JSON.parse(event.platforms) as string[]))]
  const mentions = (await Promise.all(renamedIds.map((id) => incidentIdsOf(db, id)))).flat()
  const own = [...new Set(told.map(({ row }) => monthOf(row.opened_at, facts.site.zone)))]
  const all = await publicMonths(facts)
  // Every month's page lists the months.
  const navigation = renamed.length > 0 || all.length !== months.length ? all : []
  return {
    incidents: [...shown],
    pages: [
      ...[...shown].map(incidentPage),
      homePage,
      ...platforms.map(platformPage),
      historyPage,
      ...own.map(monthPage),
      subscribePage,
      nowDocument,
    ],
    rest: [
      ...[...shown].flatMap(incidentData),
      ...siteData,
      ...platforms.flatMap(platformData),
      ...navigation.filter((month) => !own.includes(month)).map(monthPage),
      ...mentions.flatMap((id) => [incidentPage(id), ...incidentData(id)]),
    ],
  }
}

/** What shows differently at `now` than at `before`, though nothing happened. */
export async function touchedByTime(facts: Facts, before: Instant, months: readonly string[]): Promise<Touched> {
  const { now, plan, site } = facts
  const open = await facts.open()
  const changed = open.filter(({ row }) => {
    const due = row.next_update_due_at
    return standing(due, before, plan.dueSoon) !== standing(due, now, plan.dueSoon)
  })
  const day = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(site.zone).toPlainDate()
  const newDay = !day(before).equals(day(now))
  const platforms = newDay
    ? (await facts.platforms()).list.map(({ id }) => id)
    : [...new Set(changed.flatMap(({ impacts }) => impacts.map(({ platform_id }) => platform_id)))]
  const all = await publicMonths(facts)
  const pages = [...changed.map(({ row }) => incidentPage(row.id)), ...platforms.map(platformPage)]
  if (pages.length > 0 || newDay) pages.push(homePage)
  if (newDay) pages.push(historyPage)
  return { incidents: [], pages, rest: all.length === months.length ? [] : all.map(monthPage) }
}

/** What people look at first. */
export async function foremost(facts: Facts): Promise<Touched> {
  const open = await facts.open()
  const incidents = open.map(({ row }) => row.id)
  return {
    incidents,
    pages: [homePage, ...incidents.map(incidentPage), subscribePage, historyPage, ...errorPages, nowDocument],
    rest: [],
  }
}

const SLICE = 50

/** Everything there is beyond `foremost`, in slices. The incidents of a slice share one reading of the database. */
export async function* everything(
  db: Db,
  facts: Facts,
): AsyncGenerator<{ documents: Document[]; incidents: string[] }> {
  const platforms = (await facts.platforms()).list.map(({ id }) => id)
  const open = (await facts.open()).map(({ row }) => row.id)
  yield { documents: [...siteData, ...open.flatMap(incidentData)], incidents: [] }
  yield { documents: platforms.flatMap((id) => [platformPage(id), ...platformData(id)]), incidents: [] }
  yield { documents: (await publicMonths(facts)).map(monthPage), incidents: [] }
  for (let ids = await incidentIdsAfter(db, '', SLICE); ids.length > 0; ) {
    yield { documents: ids.flatMap((id) => [incidentPage(id), ...incidentData(id)]), incidents: ids }
    ids = await incidentIdsAfter(db, ids.at(-1) as string, SLICE)
  }
}

/** When time alone will next change something: a promise comes due, or the day ends. */
export async function nextChange({ now, plan, site, open }: Facts): Promise<Instant> {
  const midnight = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(site.zone)
    .add({ days: 1 })
    .startOfDay()
  const changes = (await open()).map(({ row }) => standingChangesAt(row.next_update_due_at, now, plan.dueSoon))
  return Math.min(midnight.epochMilliseconds, ...changes.filter((at) => at !== null))
}
