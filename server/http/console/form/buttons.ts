import { dictionary } from '../../../../src/i18n/index.ts'
import { invalid, type Refusal } from '../../../domain/refusal.ts'
import type { AppDeps } from '../../deps.ts'

/** Why a form is not taken that was sent by a button which it does not have. Null: by one of its own, or by none. */
export function unknownButton(
  { site }: Pick<AppDeps, 'site'>,
  sentBy: string | undefined,
  buttons: readonly string[],
): Refusal | null {
  if (sentBy === undefined || buttons.includes(sentBy)) return null
  return invalid([{ pointer: '', detail: dictionary(site.locale).console.refusal.button }]).refusal
}
