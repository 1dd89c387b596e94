import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { PRIORITIES } from '../../../domain/vocabulary.ts'
import { deskDraftPath } from '../../../lib/links.ts'
import { becameOf, type DraftSummary } from '../../../queries/desk/drafts.ts'
import { findReadyText, type ReadyText } from '../../../queries/desk/waiting.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { instantOut, rfc3339, rfc3339OrNull } from '../common.ts'
import type { IncidentResource } from '../incident/resource.ts'
import { publishedIncident } from '../incident/show.ts'

const words = z.record(z.string(), z.unknown()).nullable()

export const draft = z
  .object({
    id: z.string(),
    kind: z.enum(['open', 'update']).describe('What it becomes: a new incident, or an update of one.'),
    state: z
      .enum(['writing', 'kept', 'waiting', 'returned'])
      .describe(
        '`writing`: somebody has it open, and has not submitted it. `kept`: anybody may publish it. `waiting`: for somebody else than its author. `returned`: its author has to change it.',
      ),
    source: z.enum(['person', 'alert', 'vendor']),
    author: z.string(),
    secondEyes: z.boolean().describe('Does it need a second pair of eyes?'),
    incidentId: z.string().nullable().describe('Of an update.'),
    title: z.string().nullable(),
    priority: z.enum(PRIORITIES).nullable(),
    url: z.string().nullable().describe('Where the desk reads it. Null of what is being written.'),
    submittedAt: instantOut.nullable(),
    dueAt: instantOut.nullable().describe('When the promise is due that it keeps.'),
    goesAt: instantOut.nullable().describe('When it goes out by itself, on the word of its author.'),
    overtakenBy: z
      .int()
      .nullable()
      .describe(
        'The number of the newest update, where it was posted since this was written: it is not published over it.',
      ),
    returned: z.object({ by: z.string(), at: instantOut, reason: z.string() }).nullable(),
    incident: words.describe('As `POST /incidents` takes it.'),
    update: words.describe('As `POST /incidents/{id}/updates` takes it.'),
  })
  .openapi('Draft')

export type DraftResource = z.infer<typeof draft>

/** A text that is ready, as programs get it. */
export function readyResource(text: ReadyText, siteUrl: string): DraftResource {
  const { id, kind, state, source, author, object, title, priority, overtakenBy, returned, asked } = text
  return {
    ...{ id, kind, state, source, author: author.name, secondEyes: state !== 'kept', incidentId: object?.id ?? null },
    ...{ title, priority, url: siteUrl + deskDraftPath(id), submittedAt: rfc3339(text.submittedAt), overtakenBy },
    ...{ dueAt: rfc3339OrNull(text.dueAt), goesAt: rfc3339OrNull(text.goesAt) },
    returned: returned && { ...returned, at: rfc3339(returned.at) },
    incident: asked.do === 'open' ? asSent(asked.command) : null,
    update: asked.do === 'update' ? asSent(asked.command) : null,
  }
}

/** The same of what somebody is writing: nobody else reads it yet. */
export function writingResource({ id, kind, source, author, object }: DraftSummary): DraftResource {
  return {
    ...{ id, kind: kind === 'open' ? 'open' : 'update', state: 'writing', source, author, secondEyes: false },
    ...{ incidentId: object?.id ?? null, title: null, priority: null, url: null, submittedAt: null, dueAt: null },
    ...{ goesAt: null, overtakenBy: null, returned: null, incident: null, update: null },
  }
}

const INSTANTS = ['openedAt', 'startedAt', 'resolvedAt', 'nextUpdateBy', 'etr', 'holdUntil']

/** Instants as they were sent. */
function asSent(command: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(command).map(([name, value]) => {
      if (name === 'update') return [name, asSent(value as object)]
      return [name, INSTANTS.includes(name) && typeof value === 'number' ? rfc3339(value) : value]
    }),
  )
}

/** What a post became: the incident, or a draft that waits; one that waited when it was asked for may be out by now. */
export async function postedOrWaiting(
  c: Context<Env>,
  deps: AppDeps,
  id: string,
): Promise<{ body: IncidentResource | DraftResource; complete: boolean }> {
  const text = await findReadyText(deps.db, deps.plan, id)
  if (text) return { body: readyResource(text, deps.site.url), complete: true }
  const became = await becameOf(deps.db, id)
  return publishedIncident(c, deps, became?.object.id ?? id)
}

/** Does it wait? */
export function isWaiting(body: object): body is DraftResource {
  return 'secondEyes' in body
}
