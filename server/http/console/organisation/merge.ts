import type { Context } from 'hono'
import { linksTo } from '../../../../db/contact/links.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { MergePreview } from '../../../../src/views.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { mergeOrganisations } from '../../../actions/organisation/merge-organisations.ts'
import { rehearse } from '../../../actions/preview/rehearse.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import type { Refusal, Result } from '../../../domain/refusal.ts'
import {
  type OrganisationRecord,
  readOrganisation,
  readOrganisations,
} from '../../../queries/organisation/organisations.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { seeOther } from '../../pages/form.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { organisationAt, pathOf, platformNames, seenOf } from './content.ts'
import { listed } from './list.ts'
import { unlessSeen } from './meanwhile.ts'

/** As many as anybody looks through for the other entry. */
const MOST = 20

/** Finds the other entry of a customer, and shows what becomes of both. */
export async function mergePage(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const [one, other] = [await organisationAt(deps, id), await readOrganisation(deps.db, c.req.query('with') ?? '')]
  const query = (c.req.query('q') ?? '').trim().slice(0, 100)
  return showMerge(c, deps, { one, other: other?.id === id ? null : other, query })
}

interface Two {
  one: OrganisationRecord
  other: OrganisationRecord | null
  query?: string
}

async function showMerge(c: Context<Env>, deps: AppDeps, { one, other, query = '' }: Two, refusal?: Refusal) {
  const names = await platformNames(deps)
  const show = (entry: OrganisationRecord) => listed(entry, names, deps.clock())
  const preview = other && (await previewOf(actionContext(c, deps), { one, other }, names))
  const why = refusal ?? (preview && !preview.ok ? preview.refusal : undefined)
  const found = query === '' ? [] : (await readOrganisations(deps.db, { query, after: null, limit: MOST + 1 })).items
  const content = {
    ...({ kind: 'console/organisations/merge', query, organisation: show(one), other: other && show(other) } as const),
    found: found
      .filter(({ id }) => id !== one.id)
      .slice(0, MOST)
      .map(show),
    preview: preview?.ok ? preview.value : null,
    seen: other ? seenAs(one, other) : '',
  }
  return why ? refusedPage(c, deps, content, why) : consolePage(c, deps, content)
}

/** What the merging itself makes of both, in a rehearsal of it. */
async function previewOf(
  ctx: ActionContext,
  { one, other }: { one: OrganisationRecord; other: OrganisationRecord },
  names: ReadonlyMap<string, string>,
): Promise<Result<MergePreview>> {
  const ending = (await linksTo(ctx.db, other.id)).filter(({ revoked_at }) => revoked_at === null).length
  return rehearse(
    ctx,
    (inner) => mergeOrganisations(inner, { from: other.id, into: one.id }),
    async (trx) => {
      const merged = (await readOrganisation(trx, one.id)) ?? one
      const origin = (email: string) => {
        const [here, there] = [one, other].map(({ contacts }) => contacts.some((contact) => contact.email === email))
        return here ? (there ? 'both' : 'here') : 'other'
      }
      const lost = other.customerNumber === merged.customerNumber ? null : other.customerNumber
      return {
        ...{ customerNumber: merged.customerNumber, lostNumber: lost, endingLinks: ending },
        platforms: merged.platforms.map((id) => ({ name: names.get(id) ?? id, isNew: !one.platforms.includes(id) })),
        contacts: merged.contacts.map((contact) => ({ ...contact, origin: origin(contact.email) })),
      }
    },
  )
}

/** Merges two entries as they were seen; once the other is gone, a further tap finds nothing left to do. */
export async function merge(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const typed = await valuesOf(c)
  const [one, other] = [await organisationAt(deps, id), await readOrganisation(deps.db, first(typed, 'with') ?? '')]
  const unknown = unknownButton(deps, first(typed, 'do'), ['do'])
  if (unknown) return showMerge(c, deps, { one, other }, unknown)
  if (!other) return seeOther(c, pathOf(id))
  const inTheWay = async (db: Reader) => {
    const now = { one: await readOrganisation(db, id), other: await readOrganisation(db, other.id) }
    return now.one && now.other && unlessSeen(deps, first(typed, 'seen'), seenAs(now.one, now.other))
  }
  const act = (ctx: ActionContext) => mergeOrganisations(ctx, { from: other.id, into: id })
  const merged = await unlessRefused(actionContext(c, deps), inTheWay, act)
  if (!merged.ok) return showMerge(c, deps, { one, other }, merged.refusal)
  const { done } = dictionary(deps.site.locale).console.organisationMerge
  return seeDone(c, deps, pathOf(id), done(other.name, one.name))
}

function seenAs(...both: OrganisationRecord[]): string {
  return seenOf(
    both.map(({ name, customerNumber, platforms, contacts }) => [name, customerNumber, platforms, contacts]),
  )
}
