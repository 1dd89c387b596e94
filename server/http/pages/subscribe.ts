import { Hono } from 'hono'
import { z } from 'zod'
import { openIncidents } from '../../../db/incident/public.ts'
import { listPlatforms } from '../../../db/platform/platforms.ts'
import type { SubscribeView } from '../../../src/views.ts'
import { kinds, scopeText } from '../../actions/subscription/input.ts'
import type { ChannelKind } from '../../channels/kind.ts'
import { KINDS } from '../../domain/vocabulary.ts'
import { list, locale, timeZone } from '../../lib/input/fields.ts'
import type { Subscribing } from '../api/subscription/subscribing.ts'
import type { AppDeps, Env } from '../deps.ts'
import type { Idempotent } from '../middleware/idempotency.ts'
import { Problem } from '../middleware/problem.ts'
import { type Fields, formFields, isForeign } from './form.ts'
import { page } from './page.ts'

const request = z.object({
  scopes: list(scopeText, 200, 1),
  kinds: kinds.default([...KINDS]),
  locale: locale.catch('en'),
  timeZone: timeZone.optional().catch(undefined),
})

type Message = NonNullable<SubscribeView['message']>
const STATUS = { sent: 200, invalid: 422, foreign: 403, limited: 429 } as const

/** The subscribe form without JavaScript. The page itself is a public file; this answers its POST. */
export function subscribePage(deps: AppDeps, idempotent: Idempotent, subscribing: Subscribing): Hono<Env> {
  const app = new Hono<Env>()

  app.post('/subscribe/', async (c) => {
    const show = async (message: Message, wait: number | null = null) =>
      page(c, deps, await view(deps, message, wait), STATUS[message])
    const fields = await formFields(c)
    if (isForeign(c, deps.site.url)) return show('foreign')
    // The field that people do not see; whoever fills it hears what everybody hears.
    if (fields('website').length > 0) return show('sent')
    const kind = chosen(deps.channels, fields)
    const target = kind?.parse(fields(kind.textField ?? '')[0], deps.addressRules)
    const parsed = request.safeParse({
      scopes: fields('scope'),
      kinds: fields('kinds').length > 0 ? fields('kinds') : undefined,
      locale: fields('locale')[0],
      timeZone: fields('timeZone')[0],
    })
    if (!kind || !target?.ok || !parsed.success) return show('invalid')
    try {
      await idempotent(c, subscribing.byLink(c, { ...parsed.data, kind, target: target.value, source: 'page' }))
      return show('sent')
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
      return error.status === 429 ? show('limited', error.retryAfter) : show('invalid')
    }
  })

  return app
}

/** The channel whose field of the form is filled, of those that can be subscribed by writing an address. */
function chosen(channels: readonly ChannelKind[], fields: Fields): ChannelKind | undefined {
  return channels.find(
    ({ confirms, textField }) => confirms === 'by-link' && textField !== undefined && fields(textField).length > 0,
  )
}

async function view({ db, site }: AppDeps, message: Message, wait: number | null): Promise<SubscribeView> {
  const platforms = await listPlatforms(db)
  return {
    kind: 'subscribe',
    platforms: platforms.map(({ id, name }) => ({ id, name, url: `${site.url}/platforms/${id}/` })),
    open: (await openIncidents(db)).map(({ id, title }) => ({ id, title })),
    message,
    wait,
  }
}
