import type { Context } from 'hono'
import type { Reader } from '../../../../db/schema/index.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { DeskOrganisationView, FormValues } from '../../../../src/views.ts'
import { changeOrganisation } from '../../../actions/organisation/change-organisation.ts'
import { createOrganisation } from '../../../actions/organisation/create-organisation.ts'
import { changeOrganisationInput, createOrganisationInput } from '../../../actions/organisation/input.ts'
import { removeOrganisation } from '../../../actions/organisation/remove-organisation.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import { coverageOf } from '../../../domain/contact/coverage.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { can } from '../../../domain/staff/can.ts'
import { newId } from '../../../lib/ids.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { type OrganisationRecord, readOrganisation } from '../../../queries/organisation/organisations.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { seeOther } from '../../pages/form.ts'
import { sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { doOnce } from '../form/once.ts'
import { alsoTelling } from '../form/overtaken.ts'
import { valuesOf } from '../form/reading.ts'
import { isChanged, knowing, withWas } from '../form/touched.ts'
import { first } from '../form/values.ts'
import { platformChoices } from '../maintenance/lists.ts'
import { consolePage, refusedPage } from '../page.ts'
import {
  askedOf,
  besideFields,
  LIST,
  linksOf,
  organisationAt,
  organisationValues,
  pathOf,
  platformNames,
  seenOf,
} from './content.ts'
import { overtaken, unlessSeen } from './meanwhile.ts'

/** The form that adds an organisation. */
export async function newPage(c: Context<Env>, deps: AppDeps): Promise<Response> {
  return consolePage(c, deps, await newContent(deps, {}))
}

async function newContent(deps: AppDeps, values: FormValues) {
  const once = first(values, 'once') ?? newId()
  return { kind: 'console/organisations/new', once, values, ...(await platformChoices(deps)) } as const
}

/** Adds an organisation, once however often it is tapped, and leads to its page. */
export async function add(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const typed = await valuesOf(c)
  const refused = async (refusal: Refusal) => {
    const { once, ...values } = typed
    const kept = refusal.code === 'form_sent' ? values : { ...values, ...(once && { once }) }
    return refusedPage(c, deps, await newContent(deps, kept), besideFields(refusal))
  }
  const unknown = unknownButton(deps, first(typed, 'do'), ['do'])
  if (unknown) return refused(unknown)
  const parsed = createOrganisationInput.safeParse(saidIn(typed))
  if (!parsed.success) return refused(refusalOf(parsed.error))
  const sent = { personId: sessionOf(c).personId, values: typed }
  const made = await doOnce(deps, actionContext(c, deps), sent, (ctx) => createOrganisation(ctx, parsed.data))
  if (!made.ok) return refused(made.refusal)
  return seeDone(c, deps, pathOf(made.value.id), wordsOf(deps).added(parsed.data.name))
}

/** An organisation's page. */
export async function organisationPage(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  return consolePage(c, deps, await organisationContent(c, deps, await organisationAt(deps, id)))
}

/** What the page of an organisation shows, with the form as it was typed. */
export async function organisationContent(
  c: Context<Env>,
  deps: AppDeps,
  one: OrganisationRecord,
  typed: Partial<Pick<DeskOrganisationView, 'values' | 'open'>> = {},
) {
  const { id, name, customerNumber, contacts } = one
  const names = await platformNames(deps)
  return {
    ...({ kind: 'console/organisations/one', id, name, customerNumber, contacts, asked: one.asked } as const),
    ...{
      platforms: one.platforms.map((platform) => names.get(platform) ?? platform),
      coverage: coverageOf(contacts, deps.clock()),
    },
    ...(await platformChoices(deps, [...one.platforms])),
    requests: await askedOf(deps.db, contacts),
    mayChange: can(sessionOf(c), 'contact.change'),
    ...{
      values: withWas(organisationValues(one)),
      open: null,
      seen: seenAs(one),
      link: null,
      links: await linksOf(deps, id),
      ...typed,
    },
  }
}

/** Changes or removes an organisation. */
export async function take(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const typed = await valuesOf(c)
  const button = first(typed, 'do')
  if (button === 'remove') return remove(c, deps, id, first(typed, 'seen'))
  const one = await organisationAt(deps, id)
  const meanwhile = async (db: Reader) => {
    const now = await readOrganisation(db, id)
    return now && overtaken(deps, db, typed, organisationValues(now))
  }
  const refused = async (refusal: Refusal) => {
    const now = await organisationAt(deps, id)
    const values = knowing(typed, organisationValues(now))
    const says = alsoTelling(besideFields(refusal), (await meanwhile(deps.db))?.refusal)
    return refusedPage(c, deps, await organisationContent(c, deps, now, { values, open: 'change' }), says)
  }
  const unknown = unknownButton(deps, button, ['do'])
  if (unknown) return refused(unknown)
  const { saved, unchanged } = wordsOf(deps)
  const said = Object.fromEntries(Object.entries(saidIn(typed)).filter(([name]) => isChanged(typed, name)))
  if (Object.keys(said).length === 0) return seeDone(c, deps, pathOf(id), unchanged(one.name))
  const parsed = changeOrganisationInput.safeParse(said)
  if (!parsed.success) return refused(refusalOf(parsed.error))
  const act = (ctx: Parameters<typeof changeOrganisation>[0]) => changeOrganisation(ctx, id, parsed.data)
  const done = await unlessRefused(actionContext(c, deps), meanwhile, act)
  if (!done.ok) return refused(done.refusal)
  return seeDone(c, deps, pathOf(id), (done.value.changed ? saved : unchanged)(parsed.data.name ?? one.name))
}

/** Once it is gone, a further tap finds nothing left to do. */
async function remove(c: Context<Env>, deps: AppDeps, id: string, seen?: string): Promise<Response> {
  const one = await readOrganisation(deps.db, id)
  const inTheWay = async (db: Reader) => {
    const now = await readOrganisation(db, id)
    return now && unlessSeen(deps, seen, seenAs(now))
  }
  const removed = await unlessRefused(actionContext(c, deps), inTheWay, (ctx) => removeOrganisation(ctx, id))
  if (!removed.ok && removed.refusal.kind !== 'not_found') {
    const now = await organisationAt(deps, id)
    return refusedPage(c, deps, await organisationContent(c, deps, now, { open: 'remove' }), removed.refusal)
  }
  return one ? seeDone(c, deps, LIST, wordsOf(deps).removed(one.name)) : seeOther(c, LIST)
}

/** An organisation as it is seen before it is removed: with everybody who goes with it. */
function seenAs({ name, customerNumber, platforms, contacts }: OrganisationRecord): string {
  return seenOf(
    name,
    customerNumber,
    platforms,
    contacts.map((one) => [one.id, one.name, one.email]),
  )
}

function saidIn(typed: FormValues) {
  const customerNumber = first(typed, 'customerNumber') ?? null
  return { name: first(typed, 'name') ?? '', customerNumber, platforms: [...new Set(typed.platforms ?? [])] }
}

const wordsOf = ({ site }: AppDeps) => dictionary(site.locale).console.organisations
