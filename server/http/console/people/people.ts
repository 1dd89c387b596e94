import type { Context, Hono } from 'hono'
import type { Reader } from '../../../../db/schema/index.ts'
import { findPerson } from '../../../../db/staff/people.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import { changePerson } from '../../../actions/people/change-person.ts'
import { changePersonInput, invitePersonInput, type PersonChange } from '../../../actions/people/input.ts'
import { invitePerson } from '../../../actions/people/invite-person.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import { conflict, type Refusal } from '../../../domain/refusal.ts'
import { ROLES, type Role } from '../../../domain/vocabulary.ts'
import { refusalOf } from '../../../lib/input/zod-messages.ts'
import { isInForce, tokensByMaker } from '../../../queries/staff/made-tokens.ts'
import { readMailTroubles, readPeople } from '../../../queries/staff/people.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { type Fields, formFields } from '../../pages/form.ts'
import { allowed, sessionOf } from '../access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { alsoTelling } from '../form/overtaken.ts'
import { consolePage, refusedPage } from '../page.ts'

/** Accounts: who works at the desk, and as what. */
export function peopleRoutes(app: Hono<Env>, deps: AppDeps): void {
  const admin = allowed(deps, 'person.change')

  app.get('/staff/people/', admin, async (c) => consolePage(c, deps, await peopleOf(c, deps)))

  app.post('/staff/people/', admin, async (c) => {
    const fields = await formFields(c)
    const typed = typedIn(fields)
    const parsed = invitePersonInput.safeParse({ ...typed, role: fields('role')[0] })
    const refused = async (refusal: Refusal) => refusedPage(c, deps, { ...(await peopleOf(c, deps)), typed }, refusal)
    if (!parsed.success) return refused(refusalOf(parsed.error))
    const result = await invitePerson(actionContext(c, deps), parsed.data)
    if (!result.ok) return refused(result.refusal)
    return linkPage(c, deps, parsed.data, result.value.token)
  })

  app.post('/staff/people/:id/', admin, async (c) => {
    const id = c.req.param('id')
    const fields = await formFields(c)
    const chosen = ROLES.find((one) => one === fields('role')[0]) ?? null
    const refused = async (refusal: Refusal) => {
      const stale = await roleChanged(deps, deps.db, id, fields)
      const content = { ...(await peopleOf(c, deps)), about: id, chosen, pressed: fields('do')[0] ?? null }
      return refusedPage(c, deps, content, alsoTelling(refusal, stale?.refusal))
    }
    const unknown = unknownButton(deps, fields('do')[0], BUTTONS)
    if (unknown) return refused(unknown)
    const parsed = changePersonInput.safeParse(changeIn(fields))
    if (!parsed.success) return refused(refusalOf(parsed.error))
    const result = await unlessRefused(
      actionContext(c, deps),
      (trx) => roleChanged(deps, trx, id, fields),
      (ctx) => changePerson(ctx, id, parsed.data),
    )
    if (!result.ok) return refused(result.refusal)
    const { token, revoked } = result.value
    const person = (await readPeople(deps.db, deps.clock())).find((one) => one.id === id)
    if (token === null) return doneTo(c, deps, { id, name: person?.name ?? '' }, parsed.data, revoked)
    return linkPage(c, deps, { name: person?.name ?? '', mail: parsed.data.mail }, token)
  })
}

async function peopleOf(c: Context<Env>, deps: AppDeps) {
  const me = sessionOf(c).personId
  const now = deps.clock()
  const [made, troubles] = [await tokensByMaker(deps.db), await readMailTroubles(deps.db, now)]
  const people = (await readPeople(deps.db, now)).map((person) => {
    const tokens = made.get(person.id) ?? []
    const revokedWith = tokens.filter(({ revoked_at }) => revoked_at !== null && revoked_at === person.disabledAt)
    const valid = tokens.filter((token) => isInForce(token, now))
    return {
      ...{ ...person, isMe: person.id === me, mail: troubles.get(person.id) ?? null },
      ...{
        tokens: valid.map(({ name, role }) => ({ name, role })),
        revokedTokens: revokedWith.map(({ name }) => name),
      },
    }
  })
  const mails = deps.mailFolder === undefined
  const typed = { email: '', name: '', role: 'agent', mail: mails } as ReturnType<typeof typedIn>
  const about = null as string | null
  const { provider } = deps.plan.signIn
  return {
    kind: 'console/people',
    people,
    provider,
    mails,
    typed,
    about,
    pressed: null as string | null,
    chosen: null as Role | null,
    link: null,
  } as const
}

/** The page with a link that is shown once: reloading it asks the browser to send the form again. */
async function linkPage(
  c: Context<Env>,
  deps: AppDeps,
  { name, mail = false }: { name: string; mail?: boolean },
  token: string,
) {
  if (mail) deps.dispatcher.nudge()
  const url = `${deps.site.url}/staff/setup/${token}`
  return consolePage(c, deps, { ...(await peopleOf(c, deps)), link: { name, url, mailed: mail } })
}

/** Back to the page, which says what was done. */
function doneTo(
  c: Context<Env>,
  deps: AppDeps,
  { id, name }: { id: string; name: string },
  { role, disabled, breakGlass, secondFactor }: PersonChange,
  revoked: readonly string[],
): Response {
  const { console, words } = dictionary(deps.site.locale)
  const { people, frame } = console
  const lost = revoked.length > 0 ? people.andRevoked(words.series(revoked.slice(0, 10)), revoked.length) : ''
  const [path, own] = ['/staff/people/', `/staff/people/${id}/`]
  if (role !== undefined) return seeDone(c, deps, path, people.done.role(name, frame.roles[role]) + lost)
  const { mark, unmark, factor } = people.done
  if (breakGlass !== undefined) return seeDone(c, deps, path, (breakGlass ? mark : unmark)(name))
  if (secondFactor === false) return seeDone(c, deps, path, factor(name))
  if (disabled === undefined) return seeDone(c, deps, path, people.done.signOut(name))
  if (!disabled) return seeDone(c, deps, path, people.done.enable(name))
  return seeDone(c, deps, path, people.done.disable(name) + lost, {
    action: own,
    value: 'enable',
    text: people.enableAgain(name),
  })
}

function typedIn(fields: Fields) {
  const role = ROLES.find((one) => one === fields('role')[0]) ?? 'agent'
  return { email: fields('email')[0] ?? '', name: fields('name')[0] ?? '', role, mail: mailIn(fields) }
}

function mailIn(fields: Fields): boolean {
  return fields('mail').length > 0
}

/** A refusal with `changed_meanwhile`, which tells what stands now, if somebody else has changed the role that a form shows. */
async function roleChanged({ site }: AppDeps, trx: Reader, id: string, fields: Fields) {
  const [was] = fields('was.role')
  const person = await findPerson(trx, id)
  if (was === undefined || !person || person.role === was || person.role === fields('role')[0]) return null
  const { people, frame } = dictionary(site.locale).console
  return conflict('changed_meanwhile', people.meanwhile(frame.roles[person.role]))
}

const BUTTONS = ['role', 'reset', 'sign-out', 'factor', 'mark', 'unmark', 'disable', 'enable']

/** Each button of a person's forms says by its value what it does. */
function changeIn(fields: Fields): unknown {
  const [what] = fields('do')
  const factor = fields('factor').length > 0 ? { secondFactor: false } : {}
  if (what === 'role') return { role: fields('role')[0] ?? '' }
  if (what === 'reset') return { reset: true, mail: mailIn(fields), ...factor }
  if (what === 'sign-out') return { sessions: 0 }
  if (what === 'factor') return { secondFactor: false }
  const confirmed = fields('confirmed').length > 0 ? { confirmed: true } : {}
  if (what === 'mark' || what === 'unmark') return { breakGlass: what === 'mark', ...confirmed }
  return { disabled: what === 'disable', ...confirmed }
}
