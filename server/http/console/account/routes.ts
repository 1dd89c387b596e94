import type { Context, Hono } from 'hono'
import { dictionary } from '../../../../src/i18n/index.ts'
import { changeOwnPassword } from '../../../actions/account/change-own-password.ts'
import {
  changePasswordInput,
  passwordlessFactorInput,
  removeFactorInput,
  setUpFactorInput,
} from '../../../actions/account/input.ts'
import { removeFactor } from '../../../actions/account/remove-factor.ts'
import { setUpFactor } from '../../../actions/account/set-up-factor.ts'
import { signOutElsewhere } from '../../../actions/account/sign-out-elsewhere.ts'
import { signOut } from '../../../actions/staff/sign-out.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { newTotpSecret, totpLink } from '../../../lib/secret/totp.ts'
import { readOwnAccount } from '../../../queries/staff/own-account.ts'
import { readOwnPasskeys } from '../../../queries/staff/own-passkeys.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { must } from '../../middleware/problem.ts'
import { formFields, seeOther } from '../../pages/form.ts'
import { allowed, sessionOf } from '../access.ts'
import { forgetSession, keepSession } from '../cookies.ts'
import { seeDone } from '../flash.ts'
import { consolePage, refusedPage } from '../page.ts'
import { partyOf } from '../passkeys/attempt.ts'

const DONE = ['password', 'factor', 'sessions'] as const
const HOME = '/staff/account/'

/** One's own account: password, second factor, and where one is signed in. */
export function accountRoutes(app: Hono<Env>, deps: AppDeps): void {
  const own = allowed(deps, 'self.change')
  const secure = allowed(deps, 'self.secure')
  const done = (c: Context<Env>, what: (typeof DONE)[number]) => seeOther(c, `${HOME}?done=${what}`)

  app.get(HOME, own, async (c) => {
    const what = DONE.find((one) => one === c.req.query('done')) ?? null
    return consolePage(c, deps, { ...(await accountOf(c, deps)), done: what })
  })

  app.post('/staff/account/password/', own, async (c) => {
    const { raw } = await formFields(c)
    const parsed = changePasswordInput.safeParse({ old: raw('old')[0] ?? '', password: raw('password')[0] ?? '' })
    if (!parsed.success) return refused(c, deps, refusalOf(parsed.error))
    const result = await changeOwnPassword(actionContext(c, deps), ownOf(c), parsed.data)
    if (!result.ok) return refused(c, deps, result.refusal)
    keepSession(c, deps, result.value)
    return done(c, 'password')
  })

  app.get('/staff/account/factor/', secure, async (c) => consolePage(c, deps, await factorOf(c, deps, newTotpSecret())))

  app.post('/staff/account/factor/', secure, async (c) => {
    const fields = await formFields(c)
    const { raw } = fields
    const asked = { secret: fields('secret')[0] ?? '', code: fields('code')[0] ?? '', own: raw('own')[0] ?? '' }
    // Another secret only where it is none: an authenticator may have this one already.
    const secret = setUpFactorInput.shape.secret.safeParse(asked.secret).data ?? newTotpSecret()
    const content = await factorOf(c, deps, secret)
    const parsed = (content.hasPassword ? setUpFactorInput : passwordlessFactorInput).safeParse(asked)
    if (!parsed.success) return refusedPage(c, deps, content, refusalOf(parsed.error))
    const result = await setUpFactor(actionContext(c, deps), ownOf(c), parsed.data)
    if (!result.ok) return refusedPage(c, deps, content, result.refusal)
    keepSession(c, deps, result.value)
    return consolePage(c, deps, { ...content, secret: null, link: null, codes: result.value.codes })
  })

  app.post('/staff/account/factor/remove/', own, async (c) => {
    const parsed = removeFactorInput.safeParse({ own: (await formFields(c)).raw('own')[0] ?? '' })
    if (!parsed.success) return refused(c, deps, refusalOf(parsed.error))
    const result = await removeFactor(actionContext(c, deps), ownOf(c), parsed.data.own)
    if (!result.ok) return refused(c, deps, result.refusal)
    keepSession(c, deps, result.value)
    return done(c, 'factor')
  })

  app.post('/staff/account/sessions/', own, async (c) => {
    const [id] = (await formFields(c))('id')
    const { personId, id: here } = sessionOf(c)
    if (id === undefined) must(await signOutElsewhere(actionContext(c, deps), ownOf(c)))
    // One that has ended by itself in the meantime is as it was wanted.
    else await signOut(actionContext(c, deps), personId, id)
    if (id !== here) return done(c, 'sessions')
    forgetSession(c, deps)
    return seeDone(c, deps, '/staff/sign-in/', dictionary(deps.site.locale).console.signIn.signedOut)
  })
}

function ownOf(c: Context<Env>) {
  const { personId, id } = sessionOf(c)
  return { personId, sessionId: id }
}

async function accountOf(c: Context<Env>, deps: AppDeps) {
  const account = await readOwnAccount(deps.db, deps.plan.signIn, sessionOf(c), deps.clock())
  const passkeys = await readOwnPasskeys(deps.db, sessionOf(c), deps.clock())
  const knowsPasskeys = partyOf(deps) !== null
  return { kind: 'console/account', ...account, passkeys, knowsPasskeys, done: null } as const
}

async function refused(c: Context<Env>, deps: AppDeps, refusal: Refusal) {
  return refusedPage(c, deps, await accountOf(c, deps), refusal)
}

async function factorOf(c: Context<Env>, deps: AppDeps, secret: string) {
  const { email, hasPassword, needsFactor, hasSecondFactor } = await readOwnAccount(
    deps.db,
    deps.plan.signIn,
    sessionOf(c),
    deps.clock(),
  )
  const { name } = (await deps.readSite?.()) ?? deps.site
  const link = totpLink(secret, { issuer: name, account: email })
  return {
    kind: 'console/factor',
    email,
    secret: secret as string | null,
    link: link as string | null,
    codes: [] as string[],
    ...{ hasPassword, isNeeded: needsFactor && !hasSecondFactor },
  } as const
}
