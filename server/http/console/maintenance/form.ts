import type { FormValues } from '../../../../src/views.ts'
import { GO_ON } from '../../../actions/maintenance/check-maintenance-conflicts.ts'
import type { Refusal, Result } from '../../../domain/refusal.ts'
import type { AppDeps } from '../../deps.ts'
import { besideTranslations } from '../form/translations.ts'
import { first } from '../form/values.ts'
import { told } from '../told.ts'

/** A refusal beside the form's fields: platforms are one field there. What it collides with is no field's fault. */
export function besideFields(refusal: Refusal, prefix = ''): Refusal {
  if (!refusal.fields) return refusal
  if (refusal.code === 'maintenance_conflicts') {
    return { ...refusal, fields: [...refusal.fields, GO_ON].map((said) => ({ ...said, pointer: '' })) }
  }
  const fields = refusal.fields.map((fault) => {
    const isWord = WORDS.includes(prefix)
    const whole = prefix === '' || prefix === 'details.' ? 'title' : isWord ? 'body' : 'note'
    const pointer = besideTranslations(fault.pointer, isWord ? {} : { body: 'note' }, whole)
      .replace(/^\/platforms\/.*/, '/platforms')
      .replace(/^\/shortNotice$/, '/shortNotice/class')
    return { ...fault, pointer: OF_THE_WHOLE.includes(pointer) ? '' : `/${prefix}${pointer.slice(1)}` }
  })
  return { ...refusal, fields }
}

/** The forms whose text is their own; others have a note. */
const WORDS = ['announce.', 'start.', 'note.', 'verify.', 'resume.', 'complete.']

/** Also of what nobody types. */
const OF_THE_WHOLE = ['', '/', '/base']

/** What a refused command collides with; then it may be done all the same. */
export async function collisionsOf(deps: AppDeps, { code, fields = [] }: Refusal): Promise<string[]> {
  return code === 'maintenance_conflicts' ? told(deps, fields) : []
}

/** Does it over collisions only where somebody says so who was shown every one of them. */
export async function knowingly<T>(
  deps: AppDeps,
  values: FormValues,
  act: (acceptConflicts: boolean) => Promise<Result<T>>,
): Promise<Result<T>> {
  const done = await act(false)
  if (done.ok || first(values, 'do') !== 'accept') return done
  const found = await collisionsOf(deps, done.refusal)
  const isKnown = found.length > 0 && found.every((collision) => values.seen?.includes(collision))
  return isKnown ? act(true) : done
}
