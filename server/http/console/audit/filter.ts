import type { Context } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { AuditAsked } from '../../../../src/views.ts'
import { type AuditFilter, objectsMeant } from '../../../domain/audit.ts'
import { type FieldError, invalid, ok, type Result } from '../../../domain/refusal.ts'
import { dayOn } from '../../../domain/time/date.ts'
import type { AppDeps, Env } from '../../deps.ts'

/** What a request asks of the audit trail, as it was typed. */
export function askedIn(c: Context<Env>): AuditAsked {
  const of = (name: string) => (c.req.query(name) ?? '').trim().slice(0, 300)
  return { actor: of('actor'), act: of('act'), object: of('object'), from: of('from'), to: of('to') }
}

/** The same as an address goes on with it. */
export function queryOf(asked: AuditAsked, more: Record<string, string> = {}): string {
  const given = Object.entries({ ...asked, ...more }).filter(([, value]) => value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

/** The filter that was meant; days are the provider's. Refuses what cannot be read, field by field. */
export function filterOf({ site }: Pick<AppDeps, 'site'>, asked: AuditAsked): Result<AuditFilter> {
  const { fault } = dictionary(site.locale).console.audit
  const { actor, act } = asked
  const objects = asked.object === '' ? undefined : objectsMeant(asked.object)
  const [first, last] = [asked.from, asked.to].map((date) => (date === '' ? undefined : dayOn(date, site.zone)))
  const faults: FieldError[] = []
  if (objects === null) faults.push({ pointer: '/object', detail: fault.object })
  if (first === null) faults.push({ pointer: '/from', detail: fault.date })
  if (last === null) faults.push({ pointer: '/to', detail: fault.date })
  else if (first && last && last.from < first.from) faults.push({ pointer: '/to', detail: fault.order })
  if (faults.length > 0) return invalid(faults)
  return ok({
    ...(actor !== '' && { actor }),
    ...(act !== '' && { action: act }),
    ...(objects && { objects }),
    ...(first && { from: first.from }),
    ...(last && { until: last.until }),
  })
}
