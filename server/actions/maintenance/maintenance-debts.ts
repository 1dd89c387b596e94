import { loadCurrentMaintenances } from '../../../db/maintenance/load.ts'
import { type MaintenanceWorkItem, workItemsOf } from '../../domain/maintenance/worklist.ts'
import type { ActionContext } from '../context.ts'

/** What staff owe to windows at `now`: details that are missing, and the end of one that is to be over. */
export async function maintenanceDebts({
  db,
  trx,
  now,
  plan,
}: Pick<ActionContext, 'db' | 'trx' | 'now' | 'plan'>): Promise<MaintenanceWorkItem[]> {
  const loaded = await loadCurrentMaintenances(trx ?? db, now)
  return loaded.flatMap(({ maintenance }) => workItemsOf(maintenance, now, plan.dueSoon))
}
