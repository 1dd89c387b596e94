import { expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../../server/domain/vocabulary.ts'
import { deskByMail, everythingIn, linkIn } from '../../../support/app/desk/by-mail.ts'
import { codeAt, deskBrowser, employ, PASSWORD, setUpFactorIn } from '../../../support/app/desk/in-browser.ts'
import { testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { render } from '../../../support/site/pages.ts'
import { pageContext } from '../../../support/site/samples.ts'

const ROSA = 'rosa@desk.example'
const NEW = 'another four words'
const PATH = '/staff/forgotten/'
const ASKED = [303, '/staff/forgotten/?done=asked']

onEachDatabase('whoever has forgotten the password', (fresh) => {
  const desk = async () => deskByMail((await fresh()).db)
  const ask = async (browser: ReturnType<typeof deskBrowser>, email: string) => {
    const { status, location } = await browser.send(PATH, { email })
    return [status, location]
  }

  test('gets a mail, sets a new one by its link, once, and all sessions end', async () => {
    const { app, mailsTo } = await desk()
    const [before, now, other] = [deskBrowser(app), deskBrowser(app), deskBrowser(app)]
    await before.signIn(ROSA)
    expect((await now.open(PATH)).view('console/entry/forgotten').isAsked).toBe(false)
    // Capitals and spaces are no other address.
    expect(await ask(now, ' Rosa@Desk.example ')).toEqual(ASKED)
    expect((await now.open(`${PATH}?done=asked`)).view('console/entry/forgotten').isAsked).toBe(true)
    expect(app.standIns.nudged).toBe(1)
    const [mail, ...more] = await mailsTo(ROSA)
    expect(more).toEqual([])
    const path = linkIn(mail)
    expect((await now.open(path)).view('console/entry/setup')).toMatchObject({
      ...{ purpose: 'reset', person: { name: 'Rosa', email: ROSA } },
    })
    // Until then nothing is otherwise.
    expect((await before.open('/staff/')).status).toBe(200)
    expect((await now.send(path, { password: NEW })).location).toBe('/staff/')
    expect([(await before.open('/staff/')).status, (await now.open('/staff/')).status]).toEqual([303, 200])
    expect((await other.signIn(ROSA)).status).toBe(422)
    expect((await other.signIn(ROSA, { password: NEW })).status).toBe(303)
    for (const again of [await other.open(path), await other.send(path, { password: PASSWORD })]) {
      expect([again.status, again.view('console/entry/setup').purpose]).toEqual([410, 'over'])
    }
    const trail = await app.db.selectFrom('audit').select(['actor', 'action']).orderBy('id', 'desc').limit(9).execute()
    expect(trail.map(({ actor, action }) => `${action} ${actor}`)).toEqual(
      expect.arrayContaining(['person.ask_password public', 'person.set_password staff/Rosa']),
    )
  })

  test('reads in the mail who it is for, until when it is good and what to do if it was somebody else', async () => {
    const { app, mailsTo } = await desk()
    await ask(deskBrowser(app), ROSA)
    const [mail] = await mailsTo(ROSA)
    const link = `https://status.example${linkIn(mail)}`
    expect(mail?.subject).toBe('Set a new password for the desk of Northline status')
    expect(mail?.text).toBe(`Rosa, somebody, we hope you, asked for a link to set a new password.

Set a new password on this page:
${link}

The link works once, until 09:00 MST.

Your other sessions end with it. A second factor stays, and is asked for.

If it was not you, do nothing: your password stays as it is.

Pass this mail on to nobody: whoever has the link has your account.

-- 

You get this because you have an account at the desk of Northline status.

https://status.example/`)
    expect(mail?.html).toContain(`href="${link}"`)
    for (const said of ['Rosa, somebody, we hope you', 'until 09:00 MST', 'do nothing', 'Set a new password</a>'])
      expect(mail?.html).toContain(said)
    expect(JSON.stringify(mail?.headers)).not.toContain('List-Unsubscribe')
  })

  test('is asked for the second factor all the same', async () => {
    const { app, mailsTo, later } = await desk()
    const [mine, other] = [deskBrowser(app), deskBrowser(app)]
    await mine.signIn(ROSA)
    const { secret } = await setUpFactorIn(mine, app)
    await ask(other, ROSA)
    const answer = await other.send(linkIn((await mailsTo(ROSA))[0]), { password: NEW })
    const { ticket } = answer.view('console/entry/code')
    expect((await other.open('/staff/')).status).toBe(303)
    later(MINUTE)
    await other.send('/staff/sign-in/code/', { ticket, code: codeAt(secret, app.clock.now) })
    expect((await other.open('/staff/')).status).toBe(200)
  })

  test('is told the same, and after as long, as one who has no account, was disabled or was only invited', async () => {
    const { app, db, rosa, mailsTo } = await desk()
    const invited = { email: 'ida@desk.example', name: 'Ida', role: 'agent' }
    await app.call('POST /people', { as: 'admin', body: invited })
    await app.call(`PATCH /people/${rosa}`, { as: 'admin', body: { disabled: true } })
    const whom = ['ada@desk.example', 'nobody@desk.example', ROSA, invited.email]
    for (const email of whom) {
      const began = performance.now()
      expect(await ask(deskBrowser(app), email)).toEqual(ASKED)
      expect(performance.now() - began).toBeGreaterThan(240)
    }
    const mailed = []
    for (const email of whom) mailed.push((await mailsTo(email)).length)
    expect(mailed).toEqual([1, 0, 0, 1])
    // The invited one begins by it.
    const path = linkIn((await mailsTo(invited.email))[0])
    expect((await deskBrowser(app).open(path)).view('console/entry/setup').purpose).toBe('invitation')
    expect(await db.selectFrom('subscribers').select('address').where('address', 'like', 'nobody%').execute()).toEqual(
      [],
    )
  })

  test('hears the truth where no mail leaves the installation: who makes a link, and nothing of whether there is an account', async () => {
    const app = await testApp((await fresh()).db)
    await employ(app, 'Rosa', 'agent')
    const browser = deskBrowser(app)
    const read = async (path: string) => {
      const view = (await browser.open(path)).view('console/entry/forgotten')
      return render(pageContext(view, path))
    }
    for (const email of [ROSA, 'nobody@desk.example']) {
      const asked = [await read(PATH), (await browser.send(PATH, { email })).status, await read(`${PATH}?done=asked`)]
      for (const page of [asked[0], asked[2]]) {
        expect(page).toContain('staff reset you@example.com')
        expect(page).not.toMatch(/is mailed to it|on its way|spam/)
      }
      expect(asked[1]).toBe(303)
    }
  })

  test('hears what was wrong with the address, with what was typed', async () => {
    const { app } = await desk()
    const answer = await deskBrowser(app).send(PATH, { email: 'rosa' })
    const { email, faults } = answer.view('console/entry/forgotten')
    expect([answer.status, email, faults.map(({ field }) => field)]).toEqual([422, 'rosa', ['email']])
  })

  test('is flooded by nobody, and locked out by nobody: of another network, and by links from before', async () => {
    const { app, mailsTo, later, admin, rosa } = await desk()
    const { link } = (await (await admin()).send(`/staff/people/${rosa}/`, { do: 'reset' })).view('console/people')
    const stranger = deskBrowser(app, '198.51.100.9')
    const statuses = []
    for (let n = 0; n < 11; n++) statuses.push((await stranger.send(PATH, { email: ROSA })).status)
    expect(statuses).toEqual([...Array<number>(10).fill(303), 429])
    const refused = await stranger.send(PATH, { email: 'ada@desk.example' })
    expect([refused.status, refused.view('console/entry/forgotten').email]).toEqual([429, 'ada@desk.example'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const mails = await mailsTo(ROSA)
    expect(mails).toHaveLength(3)
    const own = deskBrowser(app)
    expect(await ask(own, ROSA)).toEqual(ASKED)
    expect(await ask(own, 'ada@desk.example')).toEqual(ASKED)
    expect([(await mailsTo(ROSA)).length, (await mailsTo('ada@desk.example')).length]).toEqual([3, 1])
    for (const path of [...mails.map(linkIn), new URL(link?.url ?? '').pathname]) {
      expect((await own.open(path)).status).toBe(200)
    }
    expect((await own.signIn(ROSA)).status).toBe(303)
    later(20 * MINUTE)
    expect(await ask(own, ROSA)).toEqual(ASKED)
    expect(await mailsTo(ROSA)).toHaveLength(4)
    // One that is used ends all others.
    await own.send(linkIn(mails[0]), { password: NEW })
    for (const path of [...(await mailsTo(ROSA)).map(linkIn), new URL(link?.url ?? '').pathname]) {
      expect((await own.open(path)).status).toBe(410)
    }
  })

  test('has an hour', async () => {
    const { app, mailsTo, later } = await desk()
    await ask(deskBrowser(app), ROSA)
    const path = linkIn((await mailsTo(ROSA))[0])
    later(HOUR - 1)
    expect((await deskBrowser(app).open(path)).status).toBe(200)
    later(1)
    expect((await deskBrowser(app).open(path)).status).toBe(410)
  })

  test('alone has the link: it stands nowhere in the database, not while the mail waits at the provider either', async () => {
    const { app, db, dispatch, later, mailsTo } = await desk()
    dispatch.mail.fault = () => 'lost'
    await ask(deskBrowser(app), ROSA)
    await dispatch.deliver()
    expect(await db.selectFrom('batches').select('id').execute()).toHaveLength(1)
    const [sent] = dispatch.mail.accepted
    const token = linkIn(sent).split('/').at(-1) ?? ''
    const everything = await everythingIn(db)
    expect(everything).toContain(ROSA)
    expect(everything).not.toContain(token)
    expect(everything).not.toContain('/staff/setup/')
    expect(JSON.stringify(dispatch.log)).not.toContain(token)
    dispatch.mail.fault = () => undefined
    later(HOUR / 2)
    // Sent again with the same bytes, so that the provider knows it: one mail.
    expect((await mailsTo(ROSA)).map(linkIn)).toEqual([linkIn(sent)])
    expect(await db.selectFrom('deliveries').select(['state']).execute()).toEqual([{ state: 'sent' }])
  })

  test('has no link where the key was changed while the mail waited; others are told all the same', async () => {
    const { app, db, dispatch, later } = await desk()
    dispatch.mail.fault = () => 'reset'
    await ask(deskBrowser(app), ROSA)
    await ask(deskBrowser(app), 'ada@desk.example')
    await dispatch.deliver()
    dispatch.mail.fault = () => undefined
    const after = dispatch.dispatcher({ accountSecret: 'another key' })
    for (let n = 0; n < 3; n++) {
      later(10 * MINUTE)
      await after.runUntilIdle()
    }
    const rows = await db.selectFrom('deliveries').select(['state', 'error']).execute()
    expect(rows.map(({ state, error }) => `${state}: ${error}`)).toEqual(
      Array(2).fill('failed: the mail was sealed with another secret key'),
    )
    expect(dispatch.mail.accepted).toEqual([])
  })
})
