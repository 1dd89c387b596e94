import type { FormValues } from '../../../../src/views.ts'
import type { Refusal, Result } from '../../../domain/refusal.ts'
import { first } from '../form/values.ts'

/** A refusal beside the form's fields: platforms are one field there, a second fault of one says nothing more. */
export function besideFields(refusal: Refusal, prefix = ''): Refusal {
  if (!refusal.fields) return refusal
  const named = refusal.fields.map((fault) => {
    const pointer = fault.pointer
      .replace(/^\/platforms\/.*/, '/platforms')
      .replace(/^\/shortNotice$/, '/shortNotice/class')
    return { ...fault, pointer: pointer === '/' || pointer === '' ? '' : `/${prefix}${pointer.slice(1)}` }
  })
  const fields = named.filter(
    ({ pointer, detail }, index) => named.findIndex((f) => f.pointer === pointer && f.detail === detail) === index,
  )
  return { ...refusal, fields }
}

/** What a refused command collides with; then it may be done all the same. */
export function collisionsOf({ code, fields = [] }: Refusal): string[] {
  return code === 'maintenance_conflicts' ? fields.map(({ detail }) => detail) : []
}

/** Does it over collisions only where somebody says so who was shown every one of them. */
export async function knowingly<T>(
  values: FormValues,
  act: (acceptConflicts: boolean) => Promise<Result<T>>,
): Promise<Result<T>> {
  const done = await act(false)
  if (done.ok || first(values, 'do') !== 'accept') return done
  const found = collisionsOf(done.refusal)
  const isKnown = found.length > 0 && found.every((detail) => values.seen?.includes(detail))
  return isKnown ? act(true) : done
}
