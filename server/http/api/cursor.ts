import { Problem } from '../middleware/problem.ts'

/** A cursor names the last item seen, so that pages neither repeat nor skip items when others are added. */
export function writeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** What a date can hold. */
const LATEST = 8.64e15

/** The position a cursor names: an instant or number, then an id. Refuses what we did not write. */
export function readCursor(cursor: string): [number, string] {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(position) && position.length === 2) {
      const [first, id]: unknown[] = position
      if (
        typeof first === 'number' &&
        Number.isSafeInteger(first) &&
        Math.abs(first) <= LATEST &&
        typeof id === 'string' &&
        /^[\w.:-]{1,160}$/.test(id)
      ) {
        return [first, id]
      }
    }
  } catch {
    // Not ours either.
  }
  throw new Problem(422, 'invalid', 'cursor: This is not a `next` of ours.', {
    errors: [{ parameter: 'cursor', detail: 'This is not a `next` of ours.' }],
  })
}
