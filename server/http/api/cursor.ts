import { Problem } from '../middleware/problem.ts'

/** A cursor holds the position of the last item, so that pages neither repeat nor skip items when others are added. */
export function writeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** The latest date of JavaScript. */
const LATEST = 8.64e15

/** The position in a cursor: an instant or number, then an id. Refuses anything that `writeCursor` did not make. */
export function readCursor(cursor: string): [number, string] {
  return read(
    cursor,
    (first): first is number => typeof first === 'number' && Number.isSafeInteger(first) && Math.abs(first) <= LATEST,
  )
}

/** The same of a list that is ordered by what its items are found by. */
export function readTextCursor(cursor: string): [string, string] {
  return read(cursor, (first): first is string => typeof first === 'string')
}

function read<T>(cursor: string, fits: (first: unknown) => first is T): [T, string] {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(position) && position.length === 2) {
      const [first, id]: unknown[] = position
      if (fits(first) && typeof id === 'string' && /^[\w.:-]{1,160}$/.test(id)) return [first, id]
    }
  } catch {
    // Refused below.
  }
  throw new Problem(422, 'invalid', 'cursor: must be the `next` of a previous page.', {
    errors: [{ parameter: 'cursor', detail: 'must be the `next` of a previous page.' }],
  })
}
