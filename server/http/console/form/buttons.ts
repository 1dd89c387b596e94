import { dictionary } from '../../../../src/i18n/index.ts'
import { invalid, type Refusal } from '../../../domain/refusal.ts'
import type { AppDeps } from '../../deps.ts'

/** Why a form is not taken that was sent by no button of its own; null: by one of them. What a form is for is done by its button alone. */
export function unknownButton(
  { site }: Pick<AppDeps, 'site'>,
  sentBy: string | undefined,
  buttons: readonly string[],
): Refusal | null {
  if (sentBy !== undefined && buttons.includes(sentBy)) return null
  return invalid([{ pointer: '', detail: dictionary(site.locale).console.refusal.button }]).refusal
}
