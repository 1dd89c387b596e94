import { debtsOf, type MaintenanceDebt } from '../../domain/maintenance/attention.ts'
import type { ActionContext } from '../context.ts'
import { maintenancesAtHand } from './maintenances-at-hand.ts'

/** What staff owe to windows at `now`: details that are missing, and the end of one that is to be over. */
export async function maintenanceDebts({
  db,
  trx,
  now,
  plan,
}: Pick<ActionContext, 'db' | 'trx' | 'now' | 'plan'>): Promise<MaintenanceDebt[]> {
  const hands = await maintenancesAtHand(trx ?? db, now)
  return hands.flatMap(({ maintenance }) => debtsOf(maintenance, now, plan.dueSoon))
}
