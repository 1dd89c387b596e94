import { Secret, TOTP } from 'otpauth'
import { changePerson, findPersonByEmail } from '../../../../db/staff/people.ts'
import { invitePerson } from '../../../../server/actions/people/invite-person.ts'
import type { Role } from '../../../../server/domain/vocabulary.ts'
import type { ConsoleView, View } from '../../../../src/views.ts'
import { accepted } from '../../result.ts'
import { form, type TestApp, viewOf } from '../test-app.ts'
import { passwordHash } from './password-hash.ts'

export const PASSWORD = 'four words and more'

type Kind<K extends ConsoleView['kind']> = Extract<View, { kind: K }>

export interface Shown {
  status: number
  headers: Headers
  location: string | null
  /** The page's view, as the kind that it is expected to be. */
  view<K extends ConsoleView['kind']>(kind: K): Kind<K>
}

/** A browser that keeps its cookies. `from` is its network's address. */
export function deskBrowser(app: Pick<TestApp, 'call'>, from = '192.0.2.1') {
  const cookies = new Map<string, string>()
  const sentCookies = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  async function ask(line: string, fields?: Record<string, string>): Promise<Shown> {
    const sent = fields ? form(Object.entries(fields)) : {}
    const cookie = sentCookies()
    const headers = { accept: 'text/html', ...sent.headers, ...(cookie && { cookie }) }
    const answer = await app.call(line.replace(' /', ' //'), { ...sent, headers, from })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    const view = <K extends ConsoleView['kind']>(kind: K) => {
      const shown = viewOf(answer)
      if (shown?.kind !== kind) throw new Error(`not ${kind}: ${answer.status} ${answer.text.slice(0, 500)}`)
      return shown as Kind<K>
    }
    return { status: answer.status, headers: answer.headers, location: answer.headers.get('location'), view }
  }
  return {
    cookies,
    cookie: sentCookies,
    open: (path: string) => ask(`GET ${path}`),
    send: (path: string, fields: Record<string, string> = {}) => ask(`POST ${path}`, fields),
    signIn: (email: string, more: Record<string, string> = {}) =>
      ask('POST /staff/sign-in/', { email, password: PASSWORD, ...more }),
  }
}

export type DeskBrowser = ReturnType<typeof deskBrowser>

/** An account with a password: `<name>@desk.example`. Returns its id. */
export async function employ({ db, ctx }: TestApp, name: string, role: Role): Promise<string> {
  const email = `${name.toLowerCase()}@desk.example`
  const { id } = accepted(await invitePerson(ctx(), { email, name, role }))
  const password = passwordHash(PASSWORD)
  await db.transaction().execute((trx) => changePerson(trx, id, { password }, 0))
  return id
}

export const personWith = (app: TestApp, email: string) => findPersonByEmail(app.db, email)

/** The code that an authenticator shows. */
export function codeAt(secret: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at })
}

/** Sets up a second factor in a browser that is signed in: the secret, and the codes to recover with. */
export async function setUpFactorIn(browser: DeskBrowser, app: TestApp): Promise<{ secret: string; codes: string[] }> {
  const { secret } = (await browser.open('/staff/account/factor/')).view('console/factor')
  if (secret === null) throw new Error('no secret is shown')
  const sent = { secret, code: codeAt(secret, app.clock.now), own: PASSWORD }
  const { codes } = (await browser.send('/staff/account/factor/', sent)).view('console/factor')
  return { secret, codes }
}
