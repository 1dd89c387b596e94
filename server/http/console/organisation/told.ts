import type { Context, Hono } from 'hono'
import { findOrganisationRow } from '../../../../db/contact/organisations.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import type { ToldView } from '../../../../src/views.ts'
import { callInput } from '../../../actions/contact/input.ts'
import { noteCall } from '../../../actions/contact/note-call.ts'
import { exportNotices } from '../../../actions/organisation/export-notices.ts'
import { CALL_CHANNELS, type CallResult, type Purpose } from '../../../domain/contact/contact.ts'
import type { ProofLine } from '../../../domain/contact/proof.ts'
import { notFound, type Refusal } from '../../../domain/refusal.ts'
import { asFile } from '../../../lib/csv.ts'
import { newId } from '../../../lib/ids.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { deskPathOf } from '../../../lib/links.ts'
import { findIncident } from '../../../queries/incidents.ts'
import { findMaintenance } from '../../../queries/maintenances.ts'
import { readNotices } from '../../../queries/organisation/notices.ts'
import {
  countTouched,
  readTouched,
  type TouchedOrganisation,
  type Touching,
  touchingIncident,
  touchingMaintenance,
} from '../../../queries/organisation/touched.ts'
import { proofFile } from '../../api/organisation/proof-file.ts'
import { streamed } from '../../api/streamed.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { allowed, sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { doOnce } from '../form/once.ts'
import { valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { consolePage, refusedPage } from '../page.ts'

type Type = 'incident' | 'maintenance'
const PAGE = 25

/** The customers of an incident or a window: who of them was told, whom nobody can tell, and whom they want to be called. */
export function toldRoutes(app: Hono<Env>, deps: AppDeps): void {
  const types: [Type, string][] = [
    ['incident', '/staff/incidents/:id/organisations/'],
    ['maintenance', '/staff/maintenance/:id/organisations/'],
  ]
  for (const [type, path] of types) {
    app.get(path, allowed(deps, 'contact.read'), async (c) =>
      consolePage(c, deps, await contentOf(c, deps, type, c.req.param('id') ?? '')),
    )
    app.post(path, allowed(deps, 'contact.call'), (c) => take(c, deps, type, c.req.param('id') ?? ''))
    app.get(`${path}notices.csv`, allowed(deps, 'contact.read'), (c) => proof(c, deps, type, c.req.param('id') ?? ''))
  }
}

interface Object {
  id: string
  title: string
  promised: boolean
  touching: Touching
}

async function objectOf({ db }: Pick<AppDeps, 'db'>, type: Type, id: string): Promise<Object> {
  if (type === 'maintenance') {
    const { maintenance } = (await findMaintenance(db, id)) ?? must<never>(notFound('maintenance', id))
    const touching = touchingMaintenance(id, maintenance.platforms)
    return { id, title: maintenance.title, promised: true, touching }
  }
  const { incident } = (await findIncident(db, id, { drills: true })) ?? must<never>(notFound('incident', id))
  return { id, title: incident.title, promised: incident.priority === 'P1G', touching: await touchingIncident(db, id) }
}

type Content = Omit<ToldView, 'me' | 'faults'>

async function contentOf(c: Context<Env>, deps: AppDeps, type: Type, id: string): Promise<Content> {
  const { db } = deps
  const { title, promised, touching } = await objectOf(deps, type, id)
  const counts = await countTouched(db, touching)
  const untold = c.req.query('show') === 'untold'
  const after = await findOrganisationRow(db, c.req.query('after') ?? '')
  const { items, next } = await readTouched(db, touching, { after, limit: PAGE, untold })
  const wasPromised = !promised && (await readNotices(db, { incidentId: id }, { limit: 1 })).items.length > 0
  const url = deskPathOf(type, id)
  const show = untold ? 'show=untold&' : ''
  return {
    ...{ kind: 'console/organisations/told', object: { type, title, url }, promised, wasPromised },
    ...{ counts, untold },
    items: items.map((one) => itemOf(one, touching.promised.purpose)),
    next: next && `${url}organisations/?${show}after=${next}`,
    ...{ typed: null, once: newId() },
  }
}

function itemOf({ organisation, told, calls }: TouchedOrganisation, purpose: Purpose): ToldView['items'][number] {
  const { id, name, contacts } = organisation
  return {
    ...{ id, name },
    reachable: contacts.some(({ purposes, unreachable }) => purposes.includes(purpose) && unreachable === null),
    told: told.map(({ line, count }) => {
      const { contact, rank, told: what, at, result, why, lateMinutes } = line
      return { name: contact?.name ?? null, backup: rank === 'backup', what, at, count, result, why, lateMinutes }
    }),
    calls: calls.map(callOf),
    escalation: contacts
      .filter(({ purposes }) => purposes.includes('escalation'))
      .map(({ id, name, title, email, phone }) => ({ id, name, title, email, phone })),
  }
}

function callOf({ contact, channel, result, by, at, note }: ProofLine): ToldView['items'][number]['calls'][number] {
  const how = CALL_CHANNELS.find((one) => one === channel) ?? 'phone'
  return { name: contact?.name ?? null, channel: how, result: result as CallResult, by: by ?? '', at, note }
}

async function take(c: Context<Env>, deps: AppDeps, type: Type, id: string): Promise<Response> {
  const values = await valuesOf(c)
  const typed = {
    ...{ contact: first(values, 'contact') ?? '', channel: first(values, 'channel') ?? '' },
    ...{ result: first(values, 'result') ?? '', note: first(values, 'note') ?? '' },
  }
  const refused = async (refusal: Refusal) =>
    refusedPage(c, deps, { ...(await contentOf(c, deps, type, id)), typed }, refusal)
  const parsed = callInput.safeParse({ ...typed, note: typed.note.trim() === '' ? null : typed.note })
  if (!parsed.success) return refused(refusalOf(parsed.error))
  const by = { personId: sessionOf(c).personId, values }
  const done = await doOnce(deps, actionContext(c, deps), by, (ctx) => noteCall(ctx, { type, id }, parsed.data))
  if (!done.ok) return refused(done.refusal)
  const says = dictionary(deps.site.locale).console.told.noted
  return seeDone(c, deps, `${deskPathOf(type, id)}organisations/`, says)
}

async function proof(c: Context<Env>, deps: AppDeps, type: Type, id: string): Promise<Response> {
  const { title } = await objectOf(deps, type, id)
  const object = `${type}/${id}`
  must(await exportNotices(actionContext(c, deps), { object, organisation: null }))
  const of = type === 'incident' ? { incidentId: id } : { maintenanceId: id }
  const file = proofFile(deps, { of, subject: { subject: `“${title}”, all organisations`, object } })
  return c.body(streamed(file), 200, asFile('text/csv', 'notices.csv'))
}
