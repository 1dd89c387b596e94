import { duplicatesOf } from '../../../../db/incident/duplicates.ts'
import type { ComposedIncident, ComposedUpdate } from '../../../../src/views.ts'
import { headlineOf } from '../../../domain/incident/case/headline.ts'
import type { ImpactChange } from '../../../domain/incident/incident.ts'
import { takenAfter, toldEffects } from '../../../domain/incident/times/effect.ts'
import { toHtml } from '../../../lib/markdown.ts'
import type { IncidentInFull } from '../../../queries/incidents.ts'
import { listPlatforms } from '../../../queries/platforms.ts'
import type { AppDeps } from '../../deps.ts'

type Deps = Pick<AppDeps, 'db'>

/** What was said and done about an incident, and the duplicates that were merged into it. */
export async function composedTimeline(
  { db }: Deps,
  { incident: { id }, updates, designations }: IncidentInFull,
): Promise<Pick<ComposedIncident, 'updates' | 'designations' | 'taken' | 'duplicates'>> {
  const names = await platformNames(db)
  const merged = (await duplicatesOf(db, [id])).map((one) => ({
    ...{ id: one.id, title: one.title, url: `/staff/incidents/${one.id}/` },
    ...{ openedAt: one.opened_at, mergedAt: one.merged_at },
  }))
  return {
    updates: shownUpdates(updates, names),
    designations: designations.map(({ how, priority, at }) => ({ how, priority, at })),
    taken: updates.flatMap((update) =>
      takenAfter(JSON.parse(update.changes)).map(({ at, from, changes }) => ({
        at,
        reportedAs: merged.find((one) => one.id === from) ?? null,
        changes: named(changes, names),
      })),
    ),
    duplicates: merged,
  }
}

/** Updates of the timeline, with who wrote them. */
export async function composedUpdates(
  { db }: Pick<Deps, 'db'>,
  updates: IncidentInFull['updates'],
): Promise<ComposedUpdate[]> {
  return shownUpdates(updates, await platformNames(db))
}

function shownUpdates(updates: IncidentInFull['updates'], names: ReadonlyMap<string, string>): ComposedUpdate[] {
  const effects = toldEffects(updates.map((update) => ({ ...standOf(update), changes: JSON.parse(update.changes) })))
  return updates.map((update, index) => ({
    ...{ id: update.id, at: update.created_at, author: update.author, phase: update.phase },
    headline: headlineAfter(update, updates[index + 1]),
    body: toHtml(update.body),
    correctedAt: update.corrected_at,
    changes: named(effects[index] ?? [], names),
  }))
}

function headlineAfter(update: Row, before: Row | undefined) {
  return headlineOf(standOf(update), before ? standOf(before) : null)
}

type Row = IncidentInFull['updates'][number]
const standOf = ({ phase, case_status: caseStatus }: Row) => ({ phase, caseStatus })

async function platformNames(db: Deps['db']): Promise<ReadonlyMap<string, string>> {
  return new Map((await listPlatforms(db, { archived: true })).map(({ id, name }) => [id, name]))
}

function named(changes: readonly ImpactChange[], names: ReadonlyMap<string, string>): ComposedUpdate['changes'] {
  return changes.map(({ id, from, to }) => ({ name: names.get(id) ?? id, from, to }))
}
