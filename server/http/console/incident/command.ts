import { changeIncidentInput, openIncidentInput, postUpdateInput } from '../../../actions/incident/input.ts'
import type { Composed } from '../../../domain/draft/composed.ts'
import { invalid, ok, type Result, refuse } from '../../../domain/refusal.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import type { AppDeps } from '../../deps.ts'
import { readingOf } from '../form/reading.ts'
import { clockFaults, openInputOf, type Typed, updateInputOf } from './fields.ts'

/** The composer's form as the command of the action that it is for; what the API would refuse is refused here. */
export function commandOf(
  { site, clock }: Pick<AppDeps, 'site' | 'clock'>,
  incidentId: string | null,
  typed: Typed,
): Result<Composed> {
  const reading = { now: clock(), ...readingOf({ site }) }
  const faults = clockFaults(typed, reading)
  if (faults.length > 0) return invalid(faults)
  if (incidentId === null) {
    const read = openIncidentInput.safeParse(openInputOf(typed, reading))
    return read.success ? ok({ do: 'open', command: read.data }) : refuse(refusalOf(read.error))
  }
  const read = postUpdateInput.safeParse(updateInputOf(typed, reading))
  const vendor = typed.vendor?.trim() || null
  const isChanged = typed.vendor !== undefined && vendor !== (typed['was.vendor'] || null)
  const changed = changeIncidentInput.safeParse(isChanged ? { vendor } : { vendor: null })
  if (!read.success || !changed.success) {
    return invalid([read, changed].flatMap(({ error }) => (error && refusalOf(error).fields) ?? []))
  }
  return ok({
    ...{ do: 'update', id: incidentId, command: read.data },
    ...(isChanged && { vendor: changed.data.vendor ?? null }),
  })
}
