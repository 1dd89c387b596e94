import { findIncidentRow } from '../../../db/incident/incidents.ts'
import { affectedNames } from '../../../db/incident/public.ts'
import { findPlatform } from '../../../db/platform/platforms.ts'
import type { Reader } from '../../../db/schema/index.ts'
import type { ConfirmationRequest } from '../../domain/incident/notice.ts'
import type { FieldError } from '../../domain/refusal.ts'
import type { Scope } from '../../domain/vocabulary.ts'

/** Can this be followed? A platform on the page, or a public incident; otherwise what is wrong, at `pointer`. */
export async function unknownScope(db: Reader, scope: Scope, pointer: string): Promise<FieldError[]> {
  if ((await scopeName(db, scope)) !== undefined) return []
  return [
    { pointer: `${pointer}/id`, detail: `There is no ${scope.type} "${'id' in scope ? scope.id : ''}" to follow.` },
  ]
}

/** What is followed in words: the platform's name, the incident's title, null for everything; undefined: not there. */
export async function scopeName(db: Reader, scope: Scope): Promise<string | null | undefined> {
  if (scope.type === 'all') return null
  if (scope.type === 'platform') {
    const platform = await findPlatform(db, scope.id)
    return platform?.archived === 0 ? platform.name : undefined
  }
  const incident = await findIncidentRow(db, scope.id)
  return incident?.drill === 0 ? incident.title : undefined
}

/** What is followed as a mail names it: an incident with what tells it from another one of the same title. */
export async function namedScope(db: Reader, scope: Scope): Promise<ConfirmationRequest['follows'][number]> {
  const id = scope.type === 'all' ? '' : scope.id
  const name = (await scopeName(db, scope)) ?? null
  const incident = scope.type === 'incident' && name !== null ? await findIncidentRow(db, id) : null
  if (!incident) return { type: scope.type, id, name }
  const affects = (await affectedNames(db, [id])).get(id) ?? []
  const which = { openedAt: incident.opened_at, caseNumber: incident.case_number, affects }
  return { type: scope.type, id, name, which }
}
