import { clock } from '../../../../src/i18n/time.ts'
import { fill } from '../../../domain/template/placeholders.ts'
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

/** The templates that fit the phase and the platforms as they are chosen. */
export async function templatesFor({ db }: Pick<AppDeps, 'db'>, { values }: ComposeContent) {
  const phase = PHASES.find((one) => one === values.phase) ?? 'investigating'
  const fit = fitting(await listTemplates(db), { phase, platforms: affectedBy(values) })
  return fit.slice(0, MOST).map(({ id, name }) => ({ id, name }))
}

/** What was typed, with a template in it: below a text that is there already, and never in place of a title. */
export async function filledFrom(deps: AppDeps, id: string | null, { typed, template }: Sent): Promise<Typed> {
  const found = await findTemplate(deps.db, template)
  if (!found) return typed
  const incident = id === null ? null : await findIncident(deps.db, id, { drills: true })
  const now = Object.fromEntries(
    incident?.platforms.map(({ id: platform, impact }) => [`impact.${platform}`, impact]) ?? [],
  )
  const affected = affectedBy({ ...now, ...typed })
  const platforms = (await listPlatforms(deps.db)).filter((one) => affected.includes(one.id))
  const { title, body } = fill(found, {
    platforms: platforms.map(({ name }) => name),
    case: typed.caseNumber ?? incident?.incident.case_number,
    eta:
      etaOf(deps, id, typed) ??
      (incident?.incident.etr ? clock(incident.incident.etr, deps.site.zone, deps.site.locale) : null),
  })
  const before = typed.body?.trim() ? `${typed.body.trimEnd()}\n\n` : ''
  return { ...typed, body: before + body, ...(!typed.title?.trim() && title !== null && { title }) }
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
