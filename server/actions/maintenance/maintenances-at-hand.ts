import { maintenancesAround, openMaintenances } from '../../../db/maintenance/maintenances.ts'
import { noticesByMaintenance } from '../../../db/maintenance/notices.ts'
import { listProgrammes } from '../../../db/maintenance/programmes.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { inOrder, resolveAll, untouched } from '../../domain/maintenance/calendar.ts'
import { LONGEST_LEAD } from '../../domain/maintenance/notice-plan.ts'
import { isInForce } from '../../domain/maintenance/programme.ts'
import { promised } from '../../domain/maintenance/promises.ts'
import { DAY, type Instant } from '../../domain/vocabulary.ts'
import type { AtHand } from './maintenance-at-hand.ts'

/** Every window that the clock may have to do with now: not over, and near enough for a notice. In order of start. */
export async function maintenancesAtHand(db: Reader, now: Instant): Promise<AtHand[]> {
  const programmes = await listProgrammes(db)
  const active = programmes.filter(isInForce)
  const startsAt = Math.min(now, ...active.map((programme) => programme.computedFrom))
  const stretch = { startsAt, endsAt: now + LONGEST_LEAD + DAY }
  const open = resolveAll(programmes, await openMaintenances(db))
  const computed = untouched(active, await maintenancesAround(db, stretch), stretch)
  const ledgers = await noticesByMaintenance(
    db,
    open.map(({ id }) => id),
  )
  const hands = new Map(open.map((m) => [m.id, { maintenance: m, ledger: ledgers.get(m.id) ?? [], onRecord: true }]))
  return inOrder([...open, ...computed]).map(
    (m) => hands.get(m.id) ?? { maintenance: m, ledger: promised(m), onRecord: false },
  )
}
