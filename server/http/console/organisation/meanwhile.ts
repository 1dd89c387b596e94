import type { Reader } from '../../../../db/schema/index.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { FormValues } from '../../../../src/views.ts'
import { conflict, type Refusal } from '../../../domain/refusal.ts'
import type { AppDeps } from '../../deps.ts'
import { overtakenIn } from '../form/touched.ts'
import { platformNames } from './content.ts'

/** A refusal with `changed_meanwhile`, which names both values of each field that somebody else has changed as well; null: nobody has. */
export async function overtaken(
  { site }: AppDeps,
  db: Reader,
  typed: FormValues,
  now: FormValues,
): Promise<{ ok: false; refusal: Refusal } | null> {
  const { words, console } = dictionary(site.locale)
  const { meanwhile, quoted, nothing, purposes, rank } = console.organisations
  const names = await platformNames({ db })
  const called: Readonly<Record<string, string>> = { ...purposes, ...rank }
  const shown = (name: string, values: readonly string[]) => {
    const given = values.map((one) => one.trim()).filter(Boolean)
    if (given.length === 0) return nothing
    const named = name === 'platforms' ? given.map((id) => names.get(id) ?? id) : given
    return words.list(named.map((one) => quoted(['purposes', 'rank'].includes(name) ? (called[one] ?? one) : one)))
  }
  const fields = overtakenIn(typed, now, (name, is, yours) => meanwhile(shown(name, is), shown(name, yours)))
  const [first] = fields
  if (!first) return null
  const { refusal } = conflict('changed_meanwhile', first.detail)
  return { ok: false, refusal: { ...refusal, fields } }
}

/** A refusal if what is to be removed is not what was seen. */
export function unlessSeen({ site }: AppDeps, typed: string | undefined, now: string) {
  if (typed === now) return null
  return conflict('changed_meanwhile', dictionary(site.locale).console.organisations.seenOther)
}
