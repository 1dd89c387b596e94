import { type Context, Hono } from 'hono'
import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { Locale } from '../../../src/i18n/index.ts'
import type { FormFault, SubscribeView } from '../../../src/views.ts'
import { kinds, scopeText } from '../../actions/subscription/input.ts'
import type { ChannelKind, Target } from '../../channels/kind.ts'
import { OWNER_KIND } from '../../channels/kinds.ts'
import { KINDS } from '../../domain/vocabulary.ts'
import { list, reportedZone } from '../../lib/input/fields.ts'
import { shorten } from '../../lib/text.ts'
import { placeNamed } from '../api/subscription/manage-token.ts'
import type { Subscribing } from '../api/subscription/subscribing.ts'
import type { AppDeps, Env } from '../deps.ts'
import type { Idempotent } from '../middleware/idempotency.ts'
import { Problem } from '../middleware/problem.ts'
import { type AskedAddress, askedPath } from './asked.ts'
import { followableIncidents } from './followable.ts'
import { type Fields, formFields, isForeign, narrowest, seeOther } from './form.ts'
import { page } from './page.ts'
import { readerLocale } from './reader-locale.ts'

const zone = reportedZone.catch(undefined)
/** So many things can be followed. */
const MOST = 200
const places = list(scopeText, MOST, 1)

/** The subscribe form without JavaScript. The page itself is a public file; this answers its POST. */
export function subscribePage(deps: AppDeps, idempotent: Idempotent, subscribing: Subscribing): Hono<Env> {
  const app = new Hono<Env>()

  app.post('/subscribe/', async (c) => {
    const fields = await formFields(c)
    c.set('locale', fields('locale')[0])
    const again = async (faults: FormFault[], status: 403 | 422 | 429 = 422) =>
      page(c, deps, await view(deps, fields, faults), status)
    if (isForeign(c, deps.site.url)) return again([strayed(c, deps)], 403)
    const { asked, faults } = read(deps, fields, readerLocale(c, deps.site))
    if (!asked) return again(faults)
    const [request, ...more] = asked
    const next = askedPath(deps, { ...request, asked: asked.map((one) => askedOf(deps, one)) })
    // The field that people do not see; whoever fills it hears what everybody hears.
    if (fields('website').length > 0) return seeOther(c, next)
    try {
      await idempotent(c, subscribing.byLink(c, request, ...more))
      return seeOther(c, next)
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
      if (error.status === 429)
        return again([{ field: null, says: 'limited', wait: error.retryAfter ?? undefined }], 429)
      if (error.status === 409) return again([{ field: 'room', says: 'room', detail: error.message }])
      return again([{ field: 'scope', says: 'gone' }])
    }
  })

  return app
}

/**
 * Another site's form, or ours at an address that is not our own, which no one can tell apart behind every proxy: whoever
 * sent it reads both addresses.
 */
function strayed(c: Context<Env>, { site }: AppDeps): FormFault {
  const used = c.req.header('origin') ?? ''
  const addresses = { used: URL.canParse(used) ? shorten(used, 200) : null, own: `${site.url}/subscribe/` }
  return { field: null, says: 'elsewhere', addresses }
}

/** What the form asks for, at each address that is filled, or everything that is wrong with it, in the order of its fields. */
function read({ channels, addressRules }: AppDeps, fields: Fields, locale: Locale) {
  const scopes = places.safeParse(narrowest(fields('scope')))
  // A form that lets people choose says so. Others, of other sites' programs, mean everything by nothing.
  const isNamed = fields('kinds').length > 0 || fields('choose').length > 0
  const wanted = kinds.safeParse(isNamed ? fields('kinds') : [...KINDS])
  const [own, room] = [chosen(channels, fields), roomAsked(channels, fields)]
  const target = own?.parse(fields(own.textField)[0], addressRules)
  const place = room?.kind?.parse(room.address, addressRules)
  const owner = room && OWNER_KIND.parse(fields('ownerEmail')[0], addressRules)
  const faults: FormFault[] = []
  if (!scopes.success) faults.push({ field: 'scope', says: fields('scope').length === 0 ? 'nothing' : 'gone' })
  if (!wanted.success) faults.push({ field: 'kinds', says: 'kinds' })
  if (target ? !target.ok : !room) faults.push({ field: 'address', says: target ? 'address' : 'missing' })
  if (room && !place?.ok)
    faults.push({
      field: 'room',
      says: 'room',
      ...(room.address && place && locale === 'en' && { detail: place.refusal.detail }),
    })
  if (owner && !owner.ok) faults.push({ field: 'owner', says: 'owner' })
  if (faults.length > 0 || !scopes.success || !wanted.success) return { asked: null, faults }
  const timeZone = zone.parse(fields('timeZone')[0])
  const what = { scopes: scopes.data, kinds: wanted.data, locale, timeZone, source: 'page' as const }
  const byLink = own && target?.ok ? [{ ...what, kind: own, target: target.value }] : []
  const byOwner =
    room?.kind && place?.ok && owner?.ok
      ? [{ ...what, kind: room.kind, target: place.value, owner: owner.value.address }]
      : []
  const [first, ...more] = [...byLink, ...byOwner]
  return first ? { asked: [first, ...more] as const, faults } : { asked: null, faults }
}

/** Of an address with an owner, who is asked: it is a secret, and the path of the next page may be read by others. */
function askedOf(
  { channels }: AppDeps,
  { kind, target: { address }, owner }: { kind: ChannelKind; target: Target; owner?: string },
): AskedAddress {
  return owner === undefined
    ? { address }
    : { address: owner, via: placeNamed(channels, { channel: kind.name, address }) }
}

/**
 * The address with an owner that is asked for: by its button, or by any of its fields, since Enter in one of them presses
 * the first button of the form. Null as its channel: there is none that is called so.
 */
function roomAsked(channels: readonly ChannelKind[], fields: Fields) {
  const owned = channels.filter(({ confirms }) => confirms === 'by-owner').filter(hasTextField)
  const kind = owned.find(({ textField }) => fields(textField).length > 0)
  if (kind) return { kind, address: fields(kind.textField)[0] }
  const isAsked = fields('by')[0] === 'owner' || [...fields('address'), ...fields('ownerEmail')].length > 0
  const channel = fields('channel')[0]
  return isAsked ? { kind: owned.find(({ name }) => name === channel) ?? null, address: fields('address')[0] } : null
}

/** The channel whose field of the form is filled, of those that can be subscribed by writing an address. */
function chosen(channels: readonly ChannelKind[], fields: Fields) {
  return written(channels).find(({ textField }) => fields(textField).length > 0)
}

function written(channels: readonly ChannelKind[]) {
  return channels.filter((kind) => kind.confirms === 'by-link').filter(hasTextField)
}

function hasTextField(kind: ChannelKind): kind is ChannelKind & { textField: string } {
  return kind.textField !== undefined
}

/** The form as it was sent, with what is wrong. */
async function view({ db, site, channels }: AppDeps, fields: Fields, faults: FormFault[]): Promise<SubscribeView> {
  const platforms = await listPlatforms(db)
  const scopes = fields('scope')
  const asked = roomAsked(channels, fields)
  const room = {
    channel: asked?.kind?.name ?? fields('channel')[0] ?? '',
    ...{ address: asked?.address ?? '', owner: fields('ownerEmail')[0] ?? '', isAsked: asked !== null },
  }
  const address = written(channels).flatMap(({ textField }) => fields(textField))[0] ?? ''
  return {
    kind: 'subscribe',
    platforms: platforms.map(({ id, name }) => ({ id, name, url: `${site.url}/platforms/${id}/` })),
    // Also what was chosen on the page of an incident that has ended meanwhile.
    incidents: await followableIncidents(db, scopes),
    sent: { address, scopes, kinds: fields('kinds'), timeZone: fields('timeZone')[0] ?? '', room },
    faults,
  }
}
