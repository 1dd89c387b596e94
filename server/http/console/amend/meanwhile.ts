import { dictionary } from '../../../../src/i18n/index.ts'
import type { Amendment } from '../../../../src/views.ts'
import { conflict, type Refusal } from '../../../domain/refusal.ts'
import type { Role } from '../../../domain/vocabulary.ts'
import type { AppDeps } from '../../deps.ts'
import { type FormValues, first } from '../form/values.ts'
import { type Over, standingNow } from './content.ts'
import { isTouched, type Place } from './kinds.ts'

/**
 * A refusal with `corrected_meanwhile` if what the form would replace is otherwise than the form showed it: at each field,
 * what stands there now. What was not touched is not replaced, and what is typed as it stands replaces nothing.
 */
export async function changedMeanwhile(
  deps: AppDeps,
  of: Amendment,
  place: Place,
  { role, typed }: { role: Role; typed: FormValues },
): Promise<{ ok: false; refusal: Refusal } | null> {
  const now = await standingNow(deps, of, place, role)
  const names = Object.keys(typed).flatMap((name) => (name.startsWith('was.') ? [name.slice('was.'.length)] : []))
  const changed = names.filter((name) => {
    const [was, is] = [first(typed, `was.${name}`), first(now, `was.${name}`)]
    // All that a reopening begins with stands from the closing.
    if (of === 'reopen' && name !== 'seen') return false
    if (name === 'seen') return is !== undefined && was !== is
    const isReplaced = [name, fieldOf(name), `${fieldOf(name)}.again`].some((one) => isTouched(typed, one))
    return isReplaced && was !== is && first(typed, name) !== is
  })
  if (changed.length === 0) return null
  const { amend } = dictionary(deps.site.locale).console
  const over = changed.includes('seen') && amend.meanwhileOver[first(now, 'was.seen') as Over]
  const fields = [...new Set(changed.map(fieldOf))]
    .filter((name) => name !== 'seen')
    .map((name) => ({ pointer: `/${name}`, detail: amend.meanwhileNow(shown(name, now)) }))
  if (over) fields.unshift({ pointer: '', detail: over })
  const { refusal } = conflict('corrected_meanwhile', amend.meanwhile)
  return { ok: false, refusal: { ...refusal, ...(fields.length > 0 && { fields }) } }
}

/** What was typed, in a form that knows what stands now: sent again, it replaces that. What nobody touched is as it is. */
export async function knowing(
  deps: AppDeps,
  of: Amendment,
  place: Place,
  { role, typed }: { role: Role; typed: FormValues },
): Promise<FormValues> {
  const now = await standingNow(deps, of, place, role)
  const isUntouched = (name: string) => [fieldOf(name), `${fieldOf(name)}.again`].every((one) => !isTouched(typed, one))
  const isShown = (name: string) => typed[`was.${fieldOf(name)}`] !== undefined
  const own = Object.entries(typed).filter(
    ([name]) => !name.startsWith('was.') && !(isShown(name) && isUntouched(name)),
  )
  const standing = Object.entries(now).flatMap(([was, value]): [string, readonly string[]][] => {
    const name = was.slice('was.'.length)
    return name !== 'seen' && (!isShown(name) || isUntouched(name)) ? [[name, value]] : []
  })
  return { ...Object.fromEntries(standing), ...Object.fromEntries(own), ...now }
}

/** Which of two equal times is meant belongs to the time. */
const fieldOf = (name: string) => name.replace(/\.again$/, '')

/** Times stand in a form as "2026-11-10T04:58". */
function shown(name: string, now: FormValues): string {
  const is = first(now, `was.${name}`) ?? ''
  return is.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$/, '$1 $2')
}
