import { addressHash } from '../../../db/contact/address-hash.ts'
import { readBook } from '../../../db/contact/book.ts'
import { erasedByHand } from '../../../db/contact/erasures.ts'
import type { Reader } from '../../../db/schema/index.ts'
import { localeOf } from '../../../src/i18n/index.ts'
import { platformErrors } from '../../domain/platform/naming.ts'
import { type FieldError, invalid, ok, type Result } from '../../domain/refusal.ts'
import { type ActionContext, record } from '../context.ts'
import { platformsThere } from '../platform/platforms-there.ts'
import { findContacts } from './import/find-contacts.ts'
import { findOrganisations } from './import/find-organisations.ts'
import type { ImportPlan, ListedOrganisation, ListedRow } from './import/plan.ts'
import { savePlan } from './import/save-plan.ts'

interface Options {
  /** The list's name, by which entries say where they come from. */
  file: string
  /** Erase whoever came with a list and is in this one no more. */
  remove?: boolean
  /** Save nothing. */
  dryRun?: boolean
}

/**
 * Takes over a list of organisations and their contacts, whole or not at all: all rows are checked before the first is
 * saved (pointers `/<row>/<column>`). What a row leaves open stays as it is. The same list again changes nothing, and
 * confirms what it repeats. Returns what was changed, or would be.
 */
export async function importContacts(
  ctx: ActionContext,
  rows: readonly ListedRow[],
  { file, remove = false, dryRun = false }: Options,
): Promise<Result<ImportPlan>> {
  if (dryRun) return planned(ctx, ctx.db, rows, remove)
  return record(ctx, async (trx) => {
    const plan = await planned(ctx, trx, rows, remove)
    if (plan.ok) await savePlan(trx, plan.value, { actor: ctx.actor.name, now: ctx.now, file })
    return plan
  })
}

async function planned(
  { plan }: ActionContext,
  db: Reader,
  rows: readonly ListedRow[],
  remove: boolean,
): Promise<Result<ImportPlan>> {
  const faults: FieldError[] = []
  const fault = (row: number, column: string, detail: string) =>
    void faults.push({ pointer: `/${row}/${column}`, detail })
  const [book, there, erased] = [await readBook(db), await platformsThere(db), await erasedByHand(db)]
  const found = findOrganisations(rows, book, fault)
  for (const [row, { platforms = [] }] of rows.entries())
    for (const { detail } of platformErrors(platforms, there, found[row]?.before?.platforms))
      fault(row, 'platforms', detail)
  const erasedAt = (email: string) => (erased.size > 0 ? erased.get(addressHash(db, email)) : null) ?? null
  const rest = findContacts(rows, found, book, { erasedAt, remove, fault, locale: localeOf(plan.languages[0]) })
  if (faults.length > 0) return invalid(faults)
  const organisations = [...new Set(found)].filter((one): one is ListedOrganisation => one !== null)
  return ok({ organisations, ...rest })
}
