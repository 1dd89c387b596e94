import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { DefaultProgrammeId } from '../../domain/maintenance/default-programmes.ts'
import type { ProgrammeTexts } from '../../domain/maintenance/programme.ts'
import type { Plan } from '../../domain/plan/plan.ts'

/** The texts of the default programmes in the provider's language, by the programme's id. */
export function defaultTexts(plan: Plan): Record<DefaultProgrammeId, ProgrammeTexts> {
  return dictionary(localeOf(plan.languages[0])).programmes
}
