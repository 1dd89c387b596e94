import type { Refusal, Result } from '../../server/domain/refusal.ts'

/** The value of a decision that had to be a yes. */
export function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`)
  return result.value
}

/** The refusal of a decision that had to be a no. */
export function refused<T>(result: Result<T>): Refusal {
  if (result.ok) throw new Error(`not refused: ${JSON.stringify(result.value)}`)
  return result.refusal
}

/** What an `invalid` refusal says of each field, by JSON pointer. */
export function fieldsOf<T>(result: Result<T>): Record<string, string> {
  const { fields = [] } = refused(result)
  return Object.fromEntries(fields.map(({ pointer, detail }) => [pointer, detail]))
}
