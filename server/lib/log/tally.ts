/** Counts what may come in floods. */
export interface Tally<Fields> {
  /** `who`: from where it came, such as a network. */
  note(kind: string, fields: Fields, who?: string): void
}

interface Counted<Fields> {
  count: number
  last: Fields
  whos: Set<string>
}

const MINUTE = 60_000
/** The most kinds, and the most of those who cause one, that are told apart within a minute. */
const KINDS = 100
const WHOS = 1_000

/**
 * Says the first of a kind at once, and once a minute how many more there were and of how many, with the fields of the
 * last one: a flood of a thousand a second is one line a minute.
 */
export function createTally<Fields>(say: (fields: Fields, count: number, whos: number) => void): Tally<Fields> {
  const open = new Map<string, Counted<Fields>>()
  const begin = (kind: string, last: Fields) => {
    open.set(kind, { count: 0, last, whos: new Set() })
    setTimeout(close, MINUTE, kind).unref()
  }
  const close = (kind: string) => {
    const counted = open.get(kind)
    open.delete(kind)
    if (!counted || counted.count === 0) return
    say(counted.last, counted.count, counted.whos.size)
    begin(kind, counted.last)
  }
  return {
    note(kind, fields, who) {
      const known = open.get(kind)
      if (known) {
        known.count += 1
        known.last = fields
        if (who !== undefined && known.whos.size < WHOS) known.whos.add(who)
      } else if (open.size < KINDS) {
        begin(kind, fields)
        say(fields, 1, who === undefined ? 0 : 1)
      }
    },
  }
}
