import { expect, test } from 'vitest'
import { MINUTE } from '../../../../server/domain/vocabulary.ts'
import { deskByMail, everythingIn, linkIn } from '../../../support/app/desk/by-mail.ts'
import { deskBrowser, PASSWORD } from '../../../support/app/desk/in-browser.ts'
import { onEachDatabase } from '../../../support/database.ts'

const LEE = 'lee@desk.example'
const ROSA = 'rosa@desk.example'
const INVITED = { name: 'Lee Ono', email: LEE, role: 'lead' }

onEachDatabase('an invitation by mail', (fresh) => {
  const desk = async () => deskByMail((await fresh()).db)

  test('has the link that the administrator is shown, which works once, and stands nowhere', async () => {
    const { app, db, admin, mailsTo } = await desk()
    const ada = await admin()
    expect((await ada.open('/staff/people/')).view('console/people')).toMatchObject({
      ...{ mails: true, typed: { mail: true } },
    })
    const { link, people } = (await ada.send('/staff/people/', { ...INVITED, mail: 'yes' })).view('console/people')
    expect([link?.name, link?.mailed, app.standIns.nudged]).toEqual(['Lee Ono', true, 1])
    expect(people.find(({ name }) => name === 'Lee Ono')?.mail).toBe(null)
    const [mail, ...more] = await mailsTo(LEE)
    expect(more).toEqual([])
    const path = linkIn(mail)
    expect(new URL(link?.url ?? '').pathname).toBe(path)
    expect(mail?.subject).toBe('Your account at the desk of Northline status')
    expect(mail?.text).toContain('Lee Ono, Ada has made an account for you, to work at the desk.\n')
    expect(mail?.text).toContain('The link works once, until Wed 11 Nov 2026, 08:00 MST.')
    expect(mail?.text).not.toContain('If it was not you')
    expect(mail?.html).toContain('Set your password</a>')
    expect(await everythingIn(db)).not.toContain(path.split('/').at(-1))
    const lee = deskBrowser(app)
    expect((await lee.send(path, { password: PASSWORD })).location).toBe('/staff/')
    expect((await lee.send(path, { password: PASSWORD })).status).toBe(410)
  })

  test('is left out where the administrator does not want it', async () => {
    const { admin, mailsTo } = await desk()
    const { link } = (await (await admin()).send('/staff/people/', INVITED)).view('console/people')
    expect([link?.mailed, (await mailsTo(LEE)).length]).toEqual([false, 0])
  })

  test('that is made anew, and a new password, end the links from before', async () => {
    const { app, admin, mailsTo, rosa } = await desk()
    const ada = await admin()
    await deskBrowser(app).send('/staff/forgotten/', { email: ROSA })
    await ada.send(`/staff/people/${rosa}/`, { do: 'reset', mail: 'yes' })
    const [asked, byAda] = await mailsTo(ROSA)
    expect(byAda?.text).toContain('Rosa, Ada sends you a link to set a new password.\n')
    expect((await deskBrowser(app).open(linkIn(asked))).status).toBe(410)
    expect((await deskBrowser(app).open(linkIn(byAda))).status).toBe(200)
    await ada.send(`/staff/people/${rosa}/`, { do: 'reset' })
    expect((await deskBrowser(app).open(linkIn(byAda))).status).toBe(410)
  })

  test('that could not be delivered, or waits, is told at the person, until there is another link', async () => {
    const { admin, mailsTo, dispatch, later, db } = await desk()
    const ada = await admin()
    const troubleOf = async () => {
      const { people } = (await ada.open('/staff/people/')).view('console/people')
      return people.find(({ email }) => email === LEE)?.mail
    }
    dispatch.mail.fault = () => ({ status: 503 })
    await ada.send('/staff/people/', { ...INVITED, mail: 'yes' })
    await dispatch.deliver()
    expect(await troubleOf()).toBe(null)
    later(2 * MINUTE)
    expect(await troubleOf()).toMatchObject({ state: 'waiting', why: expect.stringContaining('Resend') })
    dispatch.mail.fault = () => undefined
    dispatch.mail.refuse = ({ to }) => (`${to}` === LEE ? 'no such mailbox' : undefined)
    later(60 * MINUTE)
    expect(await mailsTo(LEE)).toEqual([])
    expect(await troubleOf()).toEqual({ state: 'failed', why: 'Resend: no such mailbox' })
    const lee = await db.selectFrom('people').select('id').where('email', '=', LEE).executeTakeFirstOrThrow()
    await ada.send(`/staff/people/${lee.id}/`, { do: 'reset' })
    expect(await troubleOf()).toBe(null)
  })

  test('is the same by the API, once for a repeated call; without a link nothing is mailed', async () => {
    const { app, mailsTo, rosa } = await desk()
    const body = { ...INVITED, mail: true }
    const first = await app.call('POST /people', { as: 'admin', body, key: 'once' })
    await app.call('POST /people', { as: 'admin', body, key: 'once' })
    const mails = await mailsTo(LEE)
    expect(mails.map(linkIn)).toEqual([new URL(first.json.setupUrl).pathname])
    expect(mails[0]?.text).toContain('somebody with the token “admin” has made an account for you')
    const reset = await app.call(`PATCH /people/${rosa}`, { as: 'admin', body: { reset: true, mail: true } })
    expect([reset.status, (await mailsTo(ROSA)).length]).toEqual([200, 1])
    const odd = await app.call(`PATCH /people/${rosa}`, { as: 'admin', body: { role: 'lead', mail: true } })
    expect([odd.status, odd.json.errors]).toEqual([422, [expect.objectContaining({ pointer: '/mail' })]])
  })
})
