import type { Context } from 'hono'
import type { Reader } from '../../../../db/schema/index.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { DeskContactView, FormValues } from '../../../../src/views.ts'
import { changeContact } from '../../../actions/contact/change-contact.ts'
import { createContact } from '../../../actions/contact/create-contact.ts'
import { eraseContact } from '../../../actions/contact/erase-contact.ts'
import { changeContactInput, createContactInput } from '../../../actions/contact/input.ts'
import type { ActionContext } from '../../../actions/context.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import type { Contact } from '../../../domain/contact/contact.ts'
import { notFound, type Refusal } from '../../../domain/refusal.ts'
import { newId } from '../../../lib/ids.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { type OrganisationRecord, readOrganisation } from '../../../queries/organisation/organisations.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { zonesWith } from '../../pages/manage/zones.ts'
import { sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { doOnce } from '../form/once.ts'
import { alsoTelling } from '../form/overtaken.ts'
import { valuesOf } from '../form/reading.ts'
import { isChanged, knowing, withWas } from '../form/touched.ts'
import { first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'
import { askedOf, besideFields, contactValues, organisationAt, pathOf, seenOf } from './content.ts'
import { overtaken, unlessSeen } from './meanwhile.ts'

/** What a new contact begins with. */
const FRESH: FormValues = { rank: ['primary'] }

type Place = { id: string; contactId: string | null }

/** The form of a contact, or of a new one. */
export async function contactPage(c: Context<Env>, deps: AppDeps, { id, contactId }: Place): Promise<Response> {
  return consolePage(c, deps, await contentOf(deps, await organisationAt(deps, id), contactId))
}

async function contentOf(
  { db }: AppDeps,
  one: OrganisationRecord,
  contactId: string | null,
  typed: Partial<Pick<DeskContactView, 'values' | 'open'>> = {},
) {
  const contact = contactId === null ? null : (contactIn(one, contactId) ?? must<never>(notFound('contact')))
  const values = typed.values ?? (contact ? withWas(contactValues(contact)) : FRESH)
  return {
    ...({ kind: 'console/organisations/contact', organisation: { id: one.id, name: one.name } } as const),
    ...{ id: contactId, contact, zones: zonesWith(first(values, 'timeZone') ?? null) },
    requests: contact ? await askedOf(db, [contact]) : [],
    ...{ open: null, seen: contact ? seenAs(contact) : '', once: first(values, 'once') ?? newId(), ...typed, values },
  }
}

const contactIn = (one: OrganisationRecord | null, id: string) => one?.contacts.find((contact) => contact.id === id)

/** Adds a contact, once however often it is tapped. */
export async function addContact(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const typed = await valuesOf(c)
  const one = await organisationAt(deps, id)
  const refused = async (refusal: Refusal) => {
    const { once, ...values } = typed
    const kept = refusal.code === 'form_sent' ? values : { ...values, ...(once && { once }) }
    return refusedPage(c, deps, await contentOf(deps, one, null, { values: kept }), besideFields(refusal))
  }
  const unknown = unknownButton(deps, first(typed, 'do'), ['do'])
  if (unknown) return refused(unknown)
  const parsed = createContactInput.safeParse(saidIn(typed))
  if (!parsed.success) return refused(refusalOf(parsed.error))
  const act = (ctx: ActionContext) => createContact(ctx, id, parsed.data, 'console')
  const sent = { personId: sessionOf(c).personId, values: typed }
  const made = await doOnce(deps, actionContext(c, deps), sent, act)
  if (!made.ok) return refused(made.refusal)
  return seeDone(c, deps, pathOf(id), wordsOf(deps).contactAdded(parsed.data.name))
}

/** Changes a contact, says that its address works, or erases it. */
export async function takeContact(c: Context<Env>, deps: AppDeps, id: string, contactId: string): Promise<Response> {
  const typed = await valuesOf(c)
  const button = first(typed, 'do')
  if (button === 'erase') return erase(c, deps, { id, contactId }, first(typed, 'seen'))
  const contact = contactIn(await organisationAt(deps, id), contactId) ?? must<never>(notFound('contact'))
  const meanwhile = async (db: Reader) => {
    const now = contactIn(await readOrganisation(db, id), contactId)
    if (!now) return notFound('contact')
    if (button === 'again') return unlessSeen(deps, first(typed, 'email'), now.email)
    return overtaken(deps, db, typed, contactValues(now))
  }
  const refused = async (refusal: Refusal) => {
    const now = await organisationAt(deps, id)
    const is = contactIn(now, contactId) ?? must<never>(notFound('contact'))
    const values = button === 'again' ? withWas(contactValues(is)) : knowing(typed, contactValues(is))
    const says = alsoTelling(besideFields(refusal), (await meanwhile(deps.db))?.refusal)
    return refusedPage(c, deps, await contentOf(deps, now, contactId, { values }), says)
  }
  const unknown = unknownButton(deps, button, ['do', 'again'])
  if (unknown) return refused(unknown)
  const said = button === 'again' ? { email: first(typed, 'email') ?? '' } : changedIn(typed)
  const words = wordsOf(deps)
  if (Object.keys(said).length === 0) return seeDone(c, deps, pathOf(id), words.unchanged(contact.name))
  const parsed = changeContactInput.safeParse(said)
  if (!parsed.success) return refused(refusalOf(parsed.error))
  const act = (ctx: ActionContext) => changeContact(ctx, contactId, parsed.data)
  const done = await unlessRefused(actionContext(c, deps), meanwhile, act)
  if (!done.ok) return refused(done.refusal)
  const says = !done.value.changed ? words.unchanged : button === 'again' ? words.triedAgain : words.contactSaved
  return seeDone(c, deps, pathOf(id), says(parsed.data.name ?? contact.name))
}

/** Once it is gone, a further tap finds nothing left to do. */
async function erase(c: Context<Env>, deps: AppDeps, { id, contactId }: Place & { contactId: string }, seen?: string) {
  const inTheWay = async (db: Reader) => {
    const now = contactIn(await readOrganisation(db, id), contactId)
    return now ? unlessSeen(deps, seen, seenAs(now)) : notFound('contact')
  }
  const erased = await unlessRefused(actionContext(c, deps), inTheWay, (ctx) => eraseContact(ctx, contactId))
  const one = await organisationAt(deps, id)
  if (!erased.ok && contactIn(one, contactId))
    return refusedPage(c, deps, await contentOf(deps, one, contactId, { open: 'erase' }), erased.refusal)
  return seeDone(c, deps, pathOf(id), wordsOf(deps).erased)
}

function seenAs({ name, title, email, phone }: Contact): string {
  return seenOf(name, title, email, phone)
}

function changedIn(typed: FormValues) {
  return Object.fromEntries(Object.entries(saidIn(typed)).filter(([name]) => isChanged(typed, name)))
}

function saidIn(typed: FormValues) {
  const orNone = (name: string) => first(typed, name) ?? null
  return {
    ...{ name: first(typed, 'name') ?? '', title: orNone('title'), email: first(typed, 'email') ?? '' },
    ...{ phone: orNone('phone'), locale: first(typed, 'locale'), timeZone: orNone('timeZone') },
    ...{ rank: first(typed, 'rank'), purposes: [...new Set(typed.purposes ?? [])] },
  }
}

const wordsOf = ({ site }: AppDeps) => dictionary(site.locale).console.organisations
