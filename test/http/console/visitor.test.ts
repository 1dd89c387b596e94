import { rmSync } from 'node:fs'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { removeDemo } from '../../../db/demo/demo.ts'
import { tidy } from '../../../server/actions/system/tidy.ts'
import { setupLinks } from '../../../server/boot/start/setup-links.ts'
import { welcome } from '../../../server/boot/welcome.ts'
import { mailbox } from '../../../server/channels/email/transport/mailbox.ts'
import { DAY, HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { accountToken } from '../../../server/lib/links.ts'
import { deskBrowser, employ, PASSWORD } from '../../support/app/desk/in-browser.ts'
import { NOON, type TestApp, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { job, SITE } from '../../support/dispatch/notices.ts'

const log = pino({ level: 'silent' })

onEachDatabase('the links that a start prints', (fresh) => {
  async function started(demo: boolean) {
    const app = await testApp((await fresh()).db)
    const site = { ...app.deps.site, demo }
    const shop = { ...app, ...app.another(app.db, { site }) }
    return { app: shop, start: () => setupLinks(app.db, site, app.clock.now, log) }
  }
  const path = (url: string | null) => new URL(url ?? '').pathname
  const admitted = async (app: TestApp, url: string | null) => {
    const browser = deskBrowser(app)
    const { status } = await browser.send(path(url))
    return { status, browser }
  }

  test('let a visitor of the demonstration in as its agent, again and again for a day', async () => {
    const { app, start } = await started(true)
    const { visit } = await start()
    for (const later of [0, HOUR, 22 * HOUR]) {
      app.clock.now += later
      const { status, browser } = await admitted(app as TestApp, visit)
      expect(status).toBe(303)
      const { me, hasPassword } = (await browser.open('/staff/account/')).view('console/account')
      expect([me?.role, me?.name, hasPassword]).toEqual(['agent', 'Robin Vale (demonstration)', false])
      expect((await browser.open('/staff/people/')).status).toBe(403)
      expect((await browser.open('/staff/mail/')).status).toBe(200)
    }
    app.clock.now += HOUR
    expect((await admitted(app as TestApp, visit)).status).toBe(410)
    // The next start has another link, and the same agent.
    expect((await admitted(app as TestApp, (await start()).visit)).status).toBe(303)
    expect(await app.db.selectFrom('people').select('demo').execute()).toEqual([{ demo: 1 }])
  })

  test('show a visitor who looks at the local mailbox no link that opens an account', async () => {
    const { app, start } = await started(true)
    const { browser: visitor } = await admitted(app as TestApp, (await start()).visit)
    await employ(app as TestApp, 'Ada', 'admin')
    const ada = deskBrowser(app)
    await ada.signIn('ada@desk.example')
    const folder = app.deps.mailFolder ?? ''
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const notice = { purpose: 'reset', seed: 'x', name: 'Ada', by: null, at: NOON, expiresAt: NOON + HOUR } as const
    const task = job({}, { at: NOON, message: { kind: 'account', notice } })
    const sent = await mailbox(folder, SITE).send(task, AbortSignal.timeout(5000))
    const name = 'reference' in sent.outcome ? sent.outcome.reference : ''
    const own = accountToken(SITE.accountSecret, 'x')
    const read = async (who: typeof ada, path: string) => {
      const answer = await app.call(`GET //staff/mail/${name}${path}`, {
        headers: { accept: 'text/html', cookie: who.cookie() },
      })
      return [answer.status, answer.text.includes(own), answer.text.includes('/staff/setup/')]
    }
    for (const path of ['', '/html']) {
      expect(await read(visitor, path)).toEqual([200, false, true])
      expect(await read(ada, path)).toEqual([200, true, true])
    }
    expect(await read(visitor, '/raw')).toEqual([403, false, false])
    expect((await read(ada, '/raw'))[0]).toBe(200)
    expect(
      (await app.call('GET //staff/mail/', { headers: { accept: 'text/html', cookie: visitor.cookie() } })).text,
    ).not.toContain(own)
  })

  test('and the visitor are gone with the demonstration', async () => {
    const { app, start } = await started(true)
    const { visit } = await start()
    const { browser } = await admitted(app as TestApp, visit)
    await employ(app as TestApp, 'Ada', 'admin')
    await app.db.transaction().execute((trx) => removeDemo(trx, app.clock.now))
    expect((await browser.open('/staff/')).location).toBe('/staff/sign-in/?next=%2Fstaff%2F')
    expect((await admitted(app as TestApp, visit)).status).toBe(410)
    expect((await app.db.selectFrom('people').select('name').execute()).map(({ name }) => name)).toEqual(['Ada'])
  })

  test('make nobody of the demonstration more than that', async () => {
    const { app, start } = await started(true)
    await start()
    const { id } = await app.db.selectFrom('people').select('id').executeTakeFirstOrThrow()
    for (const body of [{ role: 'admin' }, { reset: true }]) {
      expect((await app.call(`PATCH /people/${id}`, { as: 'admin', body })).json.code).toBe('demo_account')
    }
  })

  test('make the first administrator once, and there is none afterwards', async () => {
    const { app, start } = await started(false)
    const [first, second] = [await start(), await start()]
    expect(first.visit).toBe(null)
    const ada = { name: 'Ada', email: 'ada@desk.example', password: PASSWORD }
    const browser = deskBrowser(app)
    expect((await browser.send(path(second.first), ada)).location).toBe('/staff/')
    expect((await browser.open('/staff/people/')).status).toBe(200)
    const bea = { ...ada, name: 'Bea', email: 'bea@desk.example' }
    for (const link of [first.first, second.first]) {
      expect((await deskBrowser(app).send(path(link), bea)).status).toBe(410)
    }
    expect(await start()).toEqual({ first: null, visit: null })
  })

  test('are left out where nothing can be stored, and said nothing of', async () => {
    const { app } = await started(false)
    await app.db.schema.dropTable('setup_links').execute()
    const links = await setupLinks(app.db, app.deps.site, app.clock.now, log)
    expect(links).toEqual({ first: null, visit: null })
    const config = { mail: { kind: 'smtp' } } as never
    expect(welcome({ url: 'http://127.0.0.1:8080', site: app.deps.site, config, links })).not.toContain('/setup/')
  })

  test('and sessions are forgotten when they have been of no use for a while', async () => {
    const { app, start } = await started(true)
    await admitted(app as TestApp, (await start()).visit)
    const counts = async () => [
      (await app.db.selectFrom('sessions').select('id').execute()).length,
      (await app.db.selectFrom('setup_links').select('hash').execute()).length,
    ]
    await tidy(app.db, app.clock.now + 7 * HOUR)
    expect(await counts()).toEqual([1, 2])
    await tidy(app.db, app.clock.now + 8 * HOUR)
    expect(await counts()).toEqual([0, 2])
    await tidy(app.db, app.clock.now + 8 * DAY + MINUTE)
    expect(await counts()).toEqual([0, 0])
  })
})

onEachDatabase('the local mailbox', (fresh) => {
  test('opens to administrators who are signed in, and asks a browser to sign in', async () => {
    const app = await testApp((await fresh()).db)
    for (const [name, role] of [
      ['Ada', 'admin'],
      ['Rosa', 'agent'],
    ] as const)
      await employ(app, name, role)
    const [ada, rosa, nobody] = [deskBrowser(app), deskBrowser(app), deskBrowser(app)]
    await ada.signIn('ada@desk.example')
    await rosa.signIn('rosa@desk.example')
    expect((await ada.open('/staff/mail/')).status).toBe(200)
    const barred = await rosa.open('/staff/mail/')
    expect([barred.status, barred.view('console/entry/barred').needed]).toEqual([403, 'admin'])
    const menus = [await ada.open('/staff/'), await rosa.open('/staff/')].map((page) => page.view('console/board').me)
    expect(menus.map((me) => me?.mailbox ?? false)).toEqual([true, false])
    const asked = await nobody.open('/staff/mail/')
    expect([asked.status, asked.location]).toEqual([303, '/staff/sign-in/?next=%2Fstaff%2Fmail%2F'])
    expect((await app.call('GET //staff/mail/')).status).toBe(401)
    expect((await app.call('GET //staff/mail/', { as: 'lead' })).status).toBe(403)
  })
})
