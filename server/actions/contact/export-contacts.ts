import type { Reader } from '../../../db/schema/index.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { LIST_COLUMNS } from '../../domain/contact/list.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { type Cell, csv } from '../../lib/csv.ts'
import { type OrganisationRecord, readOrganisations } from '../../queries/organisation/organisations.ts'
import { type ActionContext, record } from '../context.ts'

interface Exported {
  text: string
  organisations: number
  contacts: number
}

/** The organisations that `query` finds with their contacts, as a list that can be imported. The audit trail says who took it. */
export async function exportContacts(ctx: ActionContext, query = ''): Promise<Result<Exported>> {
  return record(ctx, async (trx) => {
    const found = await all(trx, query)
    const count = { organisations: found.length, contacts: found.reduce((sum, one) => sum + one.contacts.length, 0) }
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'contact.export', object: 'contacts/all' }
    await appendAudit(trx, { ...entry, detail: count })
    return ok({ text: csv([[...LIST_COLUMNS], ...found.flatMap(rowsOf)]), ...count })
  })
}

async function all(db: Reader, query: string): Promise<OrganisationRecord[]> {
  const found: OrganisationRecord[] = []
  let after = null
  do {
    const page = await readOrganisations(db, { query, after, limit: 500 })
    found.push(...page.items)
    after = page.next
  } while (after !== null)
  return found
}

/** One that named nobody has a row too. */
function rowsOf({ name, customerNumber, platforms, contacts }: OrganisationRecord): Cell[][] {
  const of = [name, customerNumber, platforms.join(' ')]
  if (contacts.length === 0) return [[...of, ...LIST_COLUMNS.slice(of.length).map(() => null)]]
  return contacts.map((one) => [
    ...[...of, one.name, one.title, one.email, one.phone, one.locale, one.timeZone],
    ...[one.rank, one.purposes.join(' ')],
  ])
}
