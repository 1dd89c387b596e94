import { expect, onTestFinished, test } from 'vitest'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { dispatcherOn, realClock } from '../../support/dispatch/machine.ts'
import { startMailProvider } from '../../support/outside/mail-provider.ts'

// The clocks are real: that takes seconds.
onEachDatabase('mail in batches', (_, freshFile) => {
  test('keeps to the provider’s rate however many processes tell', async () => {
    const database = await freshFile()
    const mail = await startMailProvider({ limit: 4 })
    onTestFinished(mail.close)
    const dispatch = await testDispatcher(database.db, {
      mail: { kind: 'resend', apiKey: 're_test', baseUrl: mail.url },
    })
    await dispatch.crowd(1600)
    await dispatch.post()
    mail.latency = 20
    const telling = [1, 2, 3, 4, 5].map(() => dispatcherOn(dispatch, database.location, realClock()))
    for (const each of telling) each.start()
    await expect.poll(() => mail.accepted.length, { timeout: 30_000 }).toBe(1600)
    // One alone is refused a few times, where its windows and the provider's begin at different moments; five, were they
    // to tell at once, more than twenty times.
    expect(mail.requests.length - 16).toBeLessThan(9)
  })
})
