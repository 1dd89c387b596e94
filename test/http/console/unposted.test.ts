import { expect, test } from 'vitest'
import { DAY } from '../../../server/domain/vocabulary.ts'
import type { KeptForm } from '../../../src/views.ts'
import { deskPage, incident, opened } from '../../support/app/desk/composer.ts'
import { deskBrowser, employ } from '../../support/app/desk/in-browser.ts'
import { testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

/** A clock without which no session is found; it is back for the page that says so. */
function away({ clock }: { clock: { now: number } }) {
  let asked = 0
  return () => {
    if (asked++ === 0) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
    return clock.now
  }
}

const LONG = 'Grüße – ein langer Text. '.repeat(700)

onEachDatabase('what the desk wrote', (fresh) => {
  async function desk() {
    const app = await testApp((await fresh()).db)
    await employ(app, 'Rosa', 'agent')
    const rosa = deskBrowser(app)
    await rosa.signIn('rosa@desk.example')
    const id = await opened(app)
    return { app, rosa, id, path: deskPage(id) }
  }
  const sent = ({ fields }: KeptForm) => Object.fromEntries(fields.map(([name, [value = '']]) => [name, value]))

  test('is kept however long it is when the session has ended, and is sent after the sign-in', async () => {
    const { app, rosa, id, path } = await desk()
    const { draft } = (await rosa.open(path)).view('console/compose')
    app.clock.now += 40 * DAY
    const asked = await rosa.send(path, { body: LONG, base: `${draft.base}`, do: 'post' })
    expect(asked.status).toBe(401)
    const kept = asked.view('console/entry/sign-in').kept ?? ''
    const { form } = (await rosa.signIn('rosa@desk.example', { kept })).view('console/entry/again')
    await rosa.send(path, sent(form as KeptForm))
    expect((await incident(app, id)).updates[0].body).toHaveLength(LONG.trim().length)
  })

  test('is shown again without what is no text, and can be sent', async () => {
    const { app, rosa, id, path } = await desk()
    for (const odd of ['\0', '\ufffd']) {
      const refused = await rosa.send(path, { body: `Found${odd}.`, phase: 'identified', do: 'post' })
      const { form, why } = refused.view('console/entry/unposted')
      expect([refused.status, why, form.action]).toEqual([400, 400, path])
      expect(sent(form)).toEqual({ body: 'Found.', phase: 'identified', do: 'post' })
    }
    expect((await incident(app, id)).updates).toHaveLength(1)
  })

  test('is shown again where it was too much at once', async () => {
    const { rosa, path } = await desk()
    const long = 'Calls fail. '.repeat(25_000)
    const refused = await rosa.send(path, { body: long, do: 'post' })
    const { form, why, me } = refused.view('console/entry/unposted')
    expect([refused.status, why, me?.name, sent(form)]).toEqual([413, 413, 'Rosa', { body: long, do: 'post' }])
    expect((await rosa.send(path, { body: long.repeat(4), do: 'post' })).status).toBe(413)
  })

  test('is shown again while the database is away, but never a password', async () => {
    const { app, rosa, path } = await desk()
    const broken = deskBrowser({ call: (line, call) => app.another(app.db, { clock: away(app) }).call(line, call) })
    for (const [name, value] of rosa.cookies) broken.cookies.set(name, value)
    const refused = await broken.send(path, { body: LONG, do: 'post' })
    const { form, perhapsSaved } = refused.view('console/entry/unposted')
    expect([refused.status, perhapsSaved, sent(form)]).toEqual([503, false, { body: LONG, do: 'post' }])
    const secret = await broken.send('/staff/account/', { own: 'four words and more' })
    expect(() => secret.view('console/entry/unposted')).toThrow()
  })
})
