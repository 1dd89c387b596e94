import { columnsOf, fieldsOf } from '../../../db/contact/columns.ts'
import { changeContactRow, contactsOf, type ReachedContactRow } from '../../../db/contact/contacts.ts'
import { handOver, replaceContact } from '../../../db/contact/merge.ts'
import {
  changeOrganisationRow,
  deleteOrganisation,
  findOrganisationRow,
  platformsUsedBy,
  usePlatforms,
} from '../../../db/contact/organisations.ts'
import type { Trx } from '../../../db/schema/index.ts'
import { appendAudit } from '../../../db/system/audit.ts'
import { MOST_CONTACTS, united } from '../../domain/contact/contact.ts'
import { conflict, invalid, notFound, ok, type Result } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { searchable } from '../../lib/text.ts'
import { changesOf } from '../audit-detail.ts'
import { subscriberOf } from '../contact/subscriber-of.ts'
import { type ActionContext, type Outcome, record } from '../context.ts'

/**
 * Makes one customer of two entries: `into` has the platforms, contacts, proofs and calls of both, and `from` is gone.
 * Who was named in both is one contact. The links of `from` end: whoever had them knows one half alone.
 */
export async function mergeOrganisations(
  ctx: ActionContext,
  { from, into }: { from: string; into: string },
): Promise<Result<Outcome>> {
  return record<Outcome>(ctx, async (trx) => {
    if (from === into) return invalid([{ pointer: '/into', detail: 'must be another organisation' }])
    const [old, kept] = [await findOrganisationRow(trx, from), await findOrganisationRow(trx, into)]
    if (!old) return notFound('organisation', from)
    if (!kept) return notFound('organisation', into)
    const named = Map.groupBy(await contactsOf(trx, [from, into]), ({ organisation_id: id }) => id)
    const [leaving, staying] = [named.get(from) ?? [], named.get(into) ?? []]
    const pairs = leaving.flatMap((one) => {
      const other = staying.find(({ email }) => email === one.email)
      return other ? [{ from: one, into: other }] : []
    })
    if (leaving.length + staying.length - pairs.length > MOST_CONTACTS)
      return conflict('too_many_contacts', `One organisation has at most ${MOST_CONTACTS} contacts. Remove some first.`)
    for (const pair of pairs) await unite(trx, pair, ctx.now)
    const used = await platformsUsedBy(trx, [from, into])
    const [had = [], more = []] = [used.get(into), used.get(from)]
    await usePlatforms(trx, into, [...had, ...more])
    await handOver(trx, { from, into }, ctx.now)
    // Its number is free only once it is gone.
    await deleteOrganisation(trx, from)
    const customerNumber = kept.customer_number ?? old.customer_number
    await changeOrganisationRow(trx, into, {
      ...{ customer_number: customerNumber, search: searchable(kept.name, customerNumber) },
      ...((old.asked_at ?? 0) > (kept.asked_at ?? 0) && { asked_at: old.asked_at, asked_by: old.asked_by }),
      ...{ demo: 0, updated_at: ctx.now },
    })
    const entry = { at: ctx.now, actor: ctx.actor.name, action: 'organisation.merge' }
    const gone = { into, name: old.name, customerNumber: old.customer_number, platforms: more }
    await appendAudit(trx, { ...entry, object: `organisation/${from}`, detail: gone })
    const changed = changesOf({ customerNumber: kept.customer_number }, { customerNumber })
    const contacts = leaving.map(({ id }) => id)
    const same = pairs.map((pair) => ({ from: pair.from.id, into: pair.into.id }))
    const platforms = more.filter((id) => !had.includes(id))
    const detail = { from, name: old.name, ...changed, platforms, contacts, united: same }
    await appendAudit(trx, { ...entry, object: `organisation/${into}`, detail })
    return ok({ id: into, changed: true })
  })
}

async function unite(trx: Trx, { from, into }: Record<'from' | 'into', ReachedContactRow>, now: Instant) {
  const fields = united(fieldsOf(from), fieldsOf(into))
  await replaceContact(trx, { from: from.id, into: into.id })
  await changeContactRow(trx, into.id, { ...columnsOf(fields), updated_at: now })
  await subscriberOf(trx, fields, now)
}
