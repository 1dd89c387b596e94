import type { FormFault } from '../../views.ts'
import type { Setting } from '../setting.ts'

/** The elements of a form by the names of its fields: where a fault's link leads, and what is said beside them. */
export const IDS = {
  address: 'address',
  room: 'room',
  owner: 'owner',
  scope: 'scope',
  kinds: 'kinds',
  timeZone: 'zone',
  quiet: 'quiet-from',
  quietTo: 'quiet-to',
  until: 'until',
  reason: 'reason',
  note: 'note',
} as const
type Field = keyof typeof IDS

/** The fault of one field, if it has any. */
export function faultOf(faults: readonly FormFault[], field: Field): FormFault | undefined {
  return faults.find((fault) => fault.field === field)
}

/**
 * What an input says of its fault, to be spread into it: that it is wrong, which text says why, and the focus, for the
 * first of all. `hint` is the id of what else describes it.
 */
export function inputAttributes(faults: readonly FormFault[], field: Field, hint?: string) {
  const fault = faultOf(faults, field)
  const described = [fault && `${IDS[field]}-fault`, hint].filter((id) => id !== undefined)
  return {
    id: IDS[field],
    'aria-invalid': fault ? ('true' as const) : undefined,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
    autofocus: fault !== undefined && faults.find((one) => one.field !== null) === fault,
  }
}

/** What a fault says, in words. Of a wait that is not known, a minute is a good guess. */
export function textOf({ says, wait = 60, addresses, detail }: FormFault, { t, waitFor }: Setting): string {
  if (says === 'elsewhere') {
    const { used = null, own = '' } = addresses ?? {}
    return used === null ? t.form.foreign(own) : t.form.elsewhere(used, own)
  }
  if (detail !== undefined) return detail
  return says === 'limited' ? t.form.limited(waitFor(wait)) : t.form.fault[says]
}
