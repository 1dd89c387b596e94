import { expect, test } from 'vitest'
import { linkIn, mailsOf } from '../../support/app/mails.ts'
import { form, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { withWebhooks } from '../../support/dispatch/webhooks.ts'
import { isSignedWith } from '../../support/outside/webhook-receiver.ts'

onEachDatabase('the page of a webhook', (fresh) => {
  async function open() {
    const desk = await withWebhooks((await fresh()).db)
    const { token, secret } = await desk.follow()
    const path = `//manage/${token}`
    const owned = (answer: Parameters<typeof viewOf>[0]) => {
      const view = viewOf(answer)
      return view.kind === 'manage' ? view.owned : undefined
    }
    const shown = async () => owned(await desk.app.call(`GET ${path}`))
    const press = (name: string, value: string) => desk.app.call(`POST ${path}`, form([[name, value]]))
    return { ...desk, token, secret, shown, press, owned }
  }

  test('shows its owner what was sent, what waits, and until when', async () => {
    const { app, post, deliver, later, shown, there } = await open()
    expect(await shown()).toEqual({ attempts: [], waiting: [], signed: true, secret: null })
    there.fault = () => ({ status: 500, body: 'broken' })
    await post('first')
    await deliver()
    const view = await shown()
    expect(view?.attempts).toMatchObject([
      { type: 'incident.opened', outcome: 'later', status: 500, answer: '"broken"', waits: true },
    ])
    const [waiting] = view?.waiting ?? []
    expect(waiting).toMatchObject({ type: 'incident.opened', at: app.clock.now, why: 'Webhook: 500' })
    expect((waiting?.nextAt ?? 0) - app.clock.now).toBeGreaterThan(4_000)
    expect(view?.attempts[0]?.nextAt).toBe(waiting?.nextAt)
    there.fault = () => undefined
    await later(6_000)
    expect((await shown())?.attempts.map(({ waits }) => waits)).toEqual([false, false])
  })

  test('sends a test, and a message again, and leads back to itself', async () => {
    const { deliver, shown, press, there, token } = await open()
    const sent = await press('action', 'test')
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/manage/${token}#attempts`])
    const waits = await press('again', 'nothing')
    expect([waits.status, viewOf(waits)]).toMatchObject([409, { faults: [{ field: null, says: 'tooOld' }] }])
    await deliver()
    const [attempt] = (await shown())?.attempts ?? []
    expect((await press('again', attempt?.id ?? '')).status).toBe(303)
    expect(viewOf(await press('again', attempt?.id ?? ''))).toMatchObject({ faults: [{ says: 'stillWaiting' }] })
    await deliver()
    expect(new Set(there.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(there.requests).toHaveLength(2)
  })

  test('shows a new secret on the page that making it leads to, and never again', async () => {
    const { post, deliver, shown, press, owned, there } = await open()
    const made = await press('action', 'secret')
    expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const secret = owned(made)?.secret ?? ''
    expect(secret).toMatch(/^whsec_/)
    expect((await shown())?.secret).toBeNull()
    await post('first')
    await deliver()
    expect(there.requests.map((hook) => isSignedWith(secret, hook))).toEqual([true])
  })

  test('says that five secrets are enough, and goes on with those', async () => {
    const { press } = await open()
    for (let n = 1; n < 5; n++) await press('action', 'secret')
    const refused = await press('action', 'secret')
    expect([refused.status, viewOf(refused)]).toMatchObject([409, { faults: [{ says: 'tooManySecrets' }] }])
  })

  test('says when it was too often, and how long to wait', async () => {
    const { press } = await open()
    for (let n = 0; n < 10; n++) await press('action', 'test')
    const refused = await press('action', 'test')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '360'])
    expect(viewOf(refused)).toMatchObject({ faults: [{ says: 'limited', wait: 360 }] })
  })

  test('is stopped with a mail to its owner, in the zone that was chosen there; taking that back brings its link back', async () => {
    const { app, token } = await open()
    await app.call(`PATCH /subscriptions/${token}`, { body: { timeZone: 'Asia/Tokyo' } })
    expect((await app.call(`DELETE /subscriptions/${token}`)).status).toBe(204)
    const [mail] = await mailsOf(app, 'subscription.left')
    if (!mail) throw new Error('there is no mail')
    expect(mail.text).toMatch(/ JST|GMT\+9/)
    expect((await app.call(`GET //manage/${token}`)).status).toBe(410)
    expect((await app.call(`POST ${linkIn(mail)}`)).status).toBe(200)
    expect((await app.call(`GET //manage/${token}`)).status).toBe(200)
  })

  test('does nothing for a form of another site', async () => {
    const { token, app, there, deliver } = await open()
    const strange = form([['action', 'test']])
    const refused = await app.call(`POST //manage/${token}`, {
      ...strange,
      headers: { ...strange.headers, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    })
    expect(refused.status).toBe(403)
    await deliver()
    expect(there.requests).toEqual([])
  })
})
