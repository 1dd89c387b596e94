import { setTimeout as wait } from 'node:timers/promises'
import type { Hono } from 'hono'
import { askForPassword } from '../../actions/account/ask-for-password.ts'
import { forgottenInput } from '../../actions/account/input.ts'
import { refusalOf } from '../../lib/input/zod-messages.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from '../middleware/access.ts'
import { clientNetworks } from '../middleware/client-address.ts'
import { formFields, seeOther } from '../pages/form.ts'
import { consolePage, refusedPage } from './page.ts'

/** Whoever has forgotten the password has a link mailed. The answer says nothing about whether there is an account. */
export function forgottenRoutes(app: Hono<Env>, deps: AppDeps): void {
  const networks = clientNetworks(deps.trustedProxies)

  app.get('/staff/forgotten/', (c) =>
    consolePage(c, deps, { kind: 'console/entry/forgotten', email: '', isAsked: c.req.query('done') === 'asked' }),
  )

  app.post('/staff/forgotten/', async (c) => {
    const [email = ''] = (await formFields(c))('email')
    const content = { kind: 'console/entry/forgotten', email, isAsked: false } as const
    const parsed = forgottenInput.safeParse({ email })
    if (!parsed.success) return refusedPage(c, deps, content, refusalOf(parsed.error))
    const request = { ...parsed.data, client: networks(c)[0] }
    const result = await inWholeSteps(askForPassword(actionContext(c, deps), request))
    if (!result.ok) return refusedPage(c, deps, content, result.refusal)
    deps.dispatcher.nudge()
    return seeOther(c, '/staff/forgotten/?done=asked')
  })
}

/** In milliseconds: much longer than writing a mail into the queue takes. */
const STEP = 250

/** Answers after a whole number of steps, so that the time does not tell what there was to do. */
async function inWholeSteps<T>(work: Promise<T>): Promise<T> {
  const began = performance.now()
  try {
    return await work
  } finally {
    await wait(STEP - ((performance.now() - began) % STEP))
  }
}
