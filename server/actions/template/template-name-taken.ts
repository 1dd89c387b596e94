import type { Row } from '../../../db/schema/index.ts'
import { conflict, ok, type Result } from '../../domain/refusal.ts'
import { readAlike } from '../../lib/text.ts'

/** Refuses a name that reads like another template's: nobody could tell the two apart. */
export function templateNameTaken(
  others: readonly Row<'templates'>[],
  name: string,
  ownId: string | null = null,
): Result<null> {
  const other = others.find((one) => one.id !== ownId && readAlike(one.name, name))
  if (!other) return ok(null)
  return conflict('template_name_taken', `There is already a template "${other.name}". Choose another name.`)
}
