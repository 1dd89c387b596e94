import type { Loss } from '../../actions/ladder/pass-on.ts'
import type { TroubleLog } from '../../lib/log/trouble.ts'

/**
 * Tells the log of each message of the ladder that did not get through, without names and addresses; and once of a rung
 * about which nobody is left to be told. Returns whether it was news.
 */
export function createLossLog(log: Pick<TroubleLog, 'warn' | 'error'>): (loss: Loss) => boolean {
  const told = new Set<string>()
  return ({ owed, rung, lost, next }) => {
    const { type, id } = owed.object
    const fields = { promise: owed.id, [type]: id, kind: owed.kind, event: rung.eventId, why: lost.at(-1)?.lost }
    const roles = (people: readonly { role: string }[]) => [...new Set(people.map(({ role }) => role))]
    if (next.length > 0) {
      const to = roles(next)
      log.warn({ ...fields, of: roles(lost), to }, 'a message of the ladder did not get through; it is passed on')
      return true
    }
    const key = `${owed.id} ${rung.rung} ${rung.attempt}`
    if (told.has(key)) return false
    told.add(key)
    log.error({ ...fields, of: roles(lost) }, 'nobody could be told what is owed: no message of a rung got through')
    return true
  }
}
