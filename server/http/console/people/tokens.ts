import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { listTokens } from '../../../../db/staff/tokens.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import { createToken } from '../../../actions/staff/create-token.ts'
import { revokeToken } from '../../../actions/staff/revoke-token.ts'
import { createTokenInput } from '../../../actions/staff/token-input.ts'
import { notFound } from '../../../domain/refusal.ts'
import { DAY, ROLES } from '../../../domain/vocabulary.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { type Fields, formFields } from '../../pages/form.ts'
import { allowed } from '../access.ts'
import { seeDone } from '../flash.ts'
import { consolePage, refusedPage } from '../page.ts'

/** Days that the form offers. */
const LASTS = ['30', '90', '365'] as const

const tokenForm = createTokenInput.omit({ expiresAt: true }).extend({ days: z.enum(LASTS) })

/** Tokens of the API: made with an end, and revoked. */
export function tokenRoutes(app: Hono<Env>, deps: AppDeps): void {
  const admin = allowed(deps, 'token.change')

  app.get('/staff/tokens/', admin, async (c) => consolePage(c, deps, await tokensOf(deps)))

  app.post('/staff/tokens/', admin, async (c) => {
    const fields = await formFields(c)
    const typed = typedIn(fields)
    const parsed = tokenForm.safeParse({ name: typed.name, role: fields('role')[0], days: fields('days')[0] })
    if (!parsed.success) return refusedPage(c, deps, { ...(await tokensOf(deps)), typed }, refusalOf(parsed.error))
    const { days, ...asked } = parsed.data
    const expiresAt = deps.clock() + Number(days) * DAY
    const result = await createToken(actionContext(c, deps), { ...asked, expiresAt })
    if (!result.ok) {
      const { detail, parts = [detail] } = result.refusal
      const isOfName = result.refusal.kind === 'conflict'
      const refusal = { ...result.refusal, ...(isOfName && { fields: [{ pointer: '/name', detail, parts }] }) }
      return refusedPage(c, deps, { ...(await tokensOf(deps)), typed }, refusal)
    }
    const made = { name: parsed.data.name, token: result.value.token }
    return consolePage(c, deps, { ...(await tokensOf(deps)), made })
  })

  app.post('/staff/tokens/:id/', admin, async (c: Context<Env>) => {
    const id = c.req.param('id') ?? ''
    const revoked = await revokeToken(actionContext(c, deps), id)
    // One that was revoked in the meantime is as it was wanted.
    const token = (await listTokens(deps.db)).find((one) => one.id === id)
    if (!token) return must<never>(revoked.ok ? notFound('token') : revoked)
    return seeDone(c, deps, '/staff/tokens/', dictionary(deps.site.locale).console.tokens.revoked(token.name))
  })
}

async function tokensOf({ db, clock }: AppDeps) {
  const all = await listTokens(db)
  const tokens = all
    .filter(({ revoked_at, expires_at }) => revoked_at === null && (expires_at === null || expires_at > clock()))
    .map(({ id, name, role, last_used_at, expires_at }) => ({
      ...{ id, name, role, lastUsedAt: last_used_at, expiresAt: expires_at },
    }))
  const typed = { name: '', role: 'agent', days: 365 } as ReturnType<typeof typedIn>
  return { kind: 'console/tokens', tokens, typed, made: null } as const
}

function typedIn(fields: Fields) {
  const role = ROLES.find((one) => one === fields('role')[0]) ?? 'agent'
  const days = Number(LASTS.find((one) => one === fields('days')[0]) ?? 365)
  return { name: fields('name')[0] ?? '', role, days }
}
