import { incidentIdsAfter } from '../../../db/incident/public.ts'
import { maintenanceIdsAfter } from '../../../db/maintenance/public.ts'
import type { Db } from '../../../db/schema/index.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import { publicMonths } from '../views/history.ts'
import { maintenanceMonths } from '../views/maintenance.ts'
import type { Document } from './document.ts'
import { documentsOf, type Family, SUBJECTS, type Subject } from './family.ts'
import { REGISTRY } from './registry.ts'
import { IN_PASSING, type SiteTag, type SubjectTag, type Tag } from './tags.ts'

/** What has to be made again. */
export interface Selection {
  /** Before anybody is told that it is out. */
  atOnce: Document[]
  /** Soon after. */
  soon: Document[]
}

/** The documents that show something of what has changed, each once. Costs what it selects, however many there are. */
export async function select(changed: Iterable<Tag>, db: Db, snapshot: PublishSnapshot): Promise<Selection> {
  const changes = indexed(changed)
  const selection: Selection = { atOnce: [], soon: [] }
  for (const family of REGISTRY) {
    const { atOnce, soon } = await chosen(family, changes, db, snapshot)
    const documents = (id: string) => documentsOf(family, id, snapshot.site)
    selection.atOnce.push(...[...atOnce].flatMap(documents))
    selection.soon.push(...[...soon].filter((id) => !atOnce.has(id)).flatMap(documents))
  }
  return selection
}

/** What has changed, by kind: the ids of what it concerns; '' where it concerns the whole site. */
type Changes = ReadonlyMap<string, ReadonlySet<string>>

function indexed(changed: Iterable<Tag>): Changes {
  const changes = new Map<string, Set<string>>()
  for (const tag of changed) {
    const end = tag.indexOf(':')
    const [kind, id] = end < 0 ? [tag, ''] : [tag.slice(0, end), tag.slice(end + 1)]
    changes.set(kind, (changes.get(kind) ?? new Set()).add(id))
  }
  return changes
}

/** Which documents of a family show it. */
async function chosen(
  family: Family,
  changes: Changes,
  db: Db,
  snapshot: PublishSnapshot,
): Promise<{ atOnce: Set<string>; soon: Set<string> }> {
  const chosen = { atOnce: new Set<string>(), soon: new Set<string>() }
  for (const pattern of family.tags) {
    const kind = pattern.replace(':{id}', '') as SiteTag | SubjectTag
    const hurry = family.tier === 'at once' && !IN_PASSING.has(kind)
    const ids = await concerned(family, pattern === kind, changes.get(kind), db, snapshot)
    for (const id of ids) (hurry ? chosen.atOnce : chosen.soon).add(id)
  }
  return chosen
}

async function concerned(
  { subject }: Family,
  all: boolean,
  ids: ReadonlySet<string> | undefined,
  db: Db,
  snapshot: PublishSnapshot,
): Promise<Iterable<string>> {
  if (!ids) return []
  if (!all) return [...ids].filter((id) => id !== '')
  return ids.has('') ? (await Array.fromAsync(idsOf(subject, db, snapshot))).flat() : []
}

/** Every document there is, in slices of those about a few things; incidents come last. */
export async function* everything(
  db: Db,
  snapshot: PublishSnapshot,
): AsyncGenerator<{ documents: Document[]; incidents: readonly string[] }> {
  for (const subject of SUBJECTS) {
    const families = REGISTRY.filter((family) => family.subject === subject)
    for await (const ids of idsOf(subject, db, snapshot)) {
      const documents = ids.flatMap((id) => families.flatMap((family) => documentsOf(family, id, snapshot.site)))
      yield { documents, incidents: subject === 'incident' ? ids : [] }
    }
  }
}

/** What people look at first: the site's own pages, and open incidents. */
export async function foremost(db: Db, snapshot: PublishSnapshot): Promise<Selection & { incidents: string[] }> {
  const incidents = (await snapshot.open()).map(({ row }) => row.id)
  const { atOnce, soon } = await select(
    incidents.map((id): Tag => `incident:${id}`),
    db,
    snapshot,
  )
  const site = REGISTRY.filter(({ subject, tier }) => subject === 'site' && tier === 'at once')
  return { atOnce: [...atOnce, ...site.flatMap((family) => documentsOf(family, '', snapshot.site))], soon, incidents }
}

const SLICE = 50

/** The ids of everything that there are documents about, in slices. */
async function* idsOf(subject: Subject, db: Db, snapshot: PublishSnapshot): AsyncGenerator<string[]> {
  if (subject === 'site') yield ['']
  else if (subject === 'platform') yield [...(await snapshot.platforms()).byId.keys()]
  else if (subject === 'month') yield publicMonths(snapshot)
  else if (subject === 'programme') yield (await snapshot.programmes()).map(({ id }) => id)
  else if (subject === 'maintenance month') yield maintenanceMonths(snapshot)
  else if (subject === 'window') {
    yield (await snapshot.ahead()).map(({ id }) => id)
    yield* slices((after) => maintenanceIdsAfter(db, after, SLICE))
  } else yield* slices((after) => incidentIdsAfter(db, after, SLICE))
}

async function* slices(idsAfter: (after: string) => Promise<string[]>): AsyncGenerator<string[]> {
  for (let ids = await idsAfter(''); ids.length > 0; ids = await idsAfter(ids.at(-1) as string)) yield ids
}
