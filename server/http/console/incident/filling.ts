import { clock } from '../../../../src/i18n/time.ts'
import { type Facts, fill, placeholdersIn, startOf } from '../../../domain/template/placeholders.ts'
import { fitting } from '../../../domain/template/template.ts'
import { PHASES } from '../../../domain/vocabulary.ts'
import { findTemplate, listTemplates } from '../../../queries/desk/templates.ts'
import { findIncident } from '../../../queries/incidents.ts'
import { listPlatforms } from '../../../queries/platforms.ts'
import type { AppDeps } from '../../deps.ts'
import { commandOf } from './command.ts'
import type { ComposeContent } from './content.ts'
import type { Typed } from './fields.ts'
import type { Sent } from './typed.ts'

/** As many as are looked through on a phone. */
const MOST = 6

/** The templates that fit the phase and the platforms as they are chosen; of a new incident, first those that entitle it. */
export async function templatesFor({ db }: Pick<AppDeps, 'db'>, { incident, values }: ComposeContent) {
  const begins = ({ title }: { title: string | null }) => Number(incident === null && title !== null)
  const phase = PHASES.find((one) => one === values.phase) ?? 'investigating'
  const fit = fitting(await listTemplates(db), { phase, platforms: affectedBy(values) })
  return fit
    .sort((a, b) => begins(b) - begins(a))
    .slice(0, MOST)
    .map(({ id, name }) => ({ id, name }))
}

/**
 * What was typed, with a template in it; null: there is no such template any more. It stands below a text that is there already, in place of its own text that nobody has
 * touched, and never in place of a title that somebody wrote.
 */
export async function filledFrom(
  deps: AppDeps,
  id: string | null,
  { typed, template }: Pick<Sent, 'typed' | 'template'>,
): Promise<Typed | null> {
  const found = await findTemplate(deps.db, template)
  if (!found) return null
  const names = (await listPlatforms(deps.db)).map(({ name }) => name)
  const { title, body } = fill(found, await factsOf(deps, id, typed))
  const own = typed.body?.trimEnd().replaceAll('\r\n', '\n') ?? ''
  const at = startOf(found.body, own, names)
  const before = (at === null ? own : own.slice(0, at)).trimEnd()
  const isTitleOurs = !typed.title?.trim() || (found.title !== null && startOf(found.title, typed.title, names) === 0)
  return {
    ...typed,
    body: (before && `${before}\n\n`) + body,
    ...(isTitleOurs && title !== null && { title }),
  }
}

/** What was typed, with what is known by now in place of what a template left open before. */
export async function completed(deps: AppDeps, id: string | null, typed: Typed): Promise<Typed> {
  const { title = '', body = '' } = typed
  if (placeholdersIn(`${title}\n${body}`).length === 0) return typed
  const filled = fill({ title, body }, await factsOf(deps, id, typed))
  return { ...typed, body: filled.body, ...(title && filled.title && { title: filled.title }) }
}

/** What is known of the incident as the form has it. */
async function factsOf(deps: AppDeps, id: string | null, typed: Typed): Promise<Facts> {
  const incident = id === null ? null : await findIncident(deps.db, id, { drills: true })
  const now = Object.fromEntries(
    incident?.platforms.map(({ id: platform, impact }) => [`impact.${platform}`, impact]) ?? [],
  )
  const affected = affectedBy({ ...now, ...typed })
  const platforms = (await listPlatforms(deps.db)).filter((one) => affected.includes(one.id))
  return {
    platforms: platforms.map(({ name }) => name),
    case: typed.caseNumber ?? incident?.incident.case_number,
    eta:
      etaOf(deps, id, typed) ??
      (incident?.incident.etr ? clock(incident.incident.etr, deps.site.zone, deps.site.locale) : null),
  }
}

/** The estimate that the form has, as customers read it. */
function etaOf(deps: AppDeps, id: string | null, typed: Typed): string | null {
  const command = commandOf(deps, id, { title: 'x', priority: 'P1', ...typed, body: 'x' })
  if (!command.ok) return null
  const { command: asked } = command.value
  const etr = 'update' in asked ? asked.update.etr : asked.etr
  return typeof etr === 'number' ? clock(etr, deps.site.zone, deps.site.locale) : null
}

function affectedBy(values: Typed): string[] {
  return Object.entries(values).flatMap(([name, impact]) => {
    const id = /^impact\.(.+)$/.exec(name)?.[1]
    return id !== undefined && impact !== '' && impact !== 'operational' ? [id] : []
  })
}
