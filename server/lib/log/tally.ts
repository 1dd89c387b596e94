/** Counts what may come in floods. */
export interface Tally<Fields> {
  note(kind: string, fields: Fields): void
}

const MINUTE = 60_000
/** The most kinds of one minute that are told apart. */
const KINDS = 100

/**
 * Says the first of a kind at once, and once a minute how many more there were, with the fields of the last one: a
 * flood of a thousand a second is one line a minute.
 */
export function createTally<Fields>(say: (fields: Fields, count: number) => void): Tally<Fields> {
  const open = new Map<string, { count: number; last: Fields }>()
  const close = (kind: string) => {
    const more = open.get(kind)
    open.delete(kind)
    if (!more || more.count === 0) return
    say(more.last, more.count)
    begin(kind, more.last)
  }
  const begin = (kind: string, last: Fields) => {
    open.set(kind, { count: 0, last })
    setTimeout(close, MINUTE, kind).unref()
  }
  return {
    note(kind, fields) {
      const known = open.get(kind)
      if (known) {
        known.count += 1
        known.last = fields
      } else if (open.size < KINDS) {
        begin(kind, fields)
        say(fields, 1)
      }
    },
  }
}
