import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../../server/domain/vocabulary.ts'
import { onEachDatabase } from '../../support/database.ts'
import { withWebhooks } from '../../support/dispatch/webhooks.ts'
import { isSignedWith } from '../../support/outside/webhook-receiver.ts'

onEachDatabase('the owner of a webhook', (fresh) => {
  const open = async () => withWebhooks((await fresh()).db)

  test('makes a new secret: each from before signs as well, until 24 hours after it was replaced', async () => {
    const desk = await open()
    const { token, secret: first } = await desk.follow()
    const renew = async () => (await desk.app.call(`POST /subscriptions/${token}/secret`)).json
    const { secret: second, olderUntil } = await renew()
    expect(second).toMatch(/^whsec_/)
    expect(Date.parse(olderUntil)).toBe(desk.app.clock.now + DAY)
    const signers = async () => {
      await desk.post('x')
      await desk.deliver()
      const hook = desk.there.requests.at(-1)
      return [first, second, third].map((secret) => secret !== '' && hook !== undefined && isSignedWith(secret, hook))
    }
    let third = ''
    expect(await signers()).toEqual([true, true, false])
    await desk.later(DAY)
    expect(await signers()).toEqual([false, true, false])
    third = (await renew()).secret
    expect(await signers()).toEqual([false, true, true])
    await desk.later(HOUR)
    await renew()
    expect(await signers()).toEqual([false, true, true])
    await desk.later(DAY - HOUR)
    expect(await signers()).toEqual([false, false, true])
    await desk.later(HOUR)
    expect(await signers()).toEqual([false, false, false])
  })

  test('makes no more secrets than five that are valid', async () => {
    const desk = await open()
    const { token, secret } = await desk.follow()
    const renew = () => desk.app.call(`POST /subscriptions/${token}/secret`)
    for (let n = 1; n < 5; n++) expect((await renew()).status).toBe(201)
    const refused = await renew()
    expect([refused.status, refused.json.code]).toEqual([409, 'too_many_secrets'])
    expect(refused.json.detail).toMatch(/^5 signing secrets are valid already\. /)
    await desk.post('x')
    await desk.deliver()
    const hook = desk.there.requests[0]
    expect(hook && isSignedWith(secret, hook)).toBe(true)
    await desk.later(DAY)
    expect((await renew()).status).toBe(201)
  })
})
