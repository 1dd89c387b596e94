import { onTestFinished } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { addressSecretOf } from '../../../db/system/audit-key.ts'
import type { SingleChannel } from '../../../server/channels/channel.ts'
import { composeEmail } from '../../../server/channels/email/compose.ts'
import type { Email } from '../../../server/channels/email/email.ts'
import { OWNER_KIND } from '../../../server/channels/kinds.ts'
import { webhook } from '../../../server/channels/webhook/webhook.ts'
import { createDispatcher } from '../../../server/dispatch/dispatcher.ts'
import { DAY } from '../../../server/domain/vocabulary.ts'
import { testApp, viewOf } from '../app/test-app.ts'
import { startWebhookReceiver } from '../outside/webhook-receiver.ts'
import { SITE } from './notices.ts'

const OWNER = 'ops@customer.example'

/** An application with a dispatcher, a receiver of webhooks, and the mailbox of whoever owns them. */
export async function withWebhooks(db: Db) {
  const app = await testApp(db, { addressRules: { pushExtraOrigins: [], outboundAllow: ['127.0.0.1'] } })
  const site = { ...SITE, linkSecret: app.deps.linkSecret, publicUrl: app.deps.site.url }
  const there = await startWebhookReceiver()
  onTestFinished(there.close)
  const mails: Email[] = []
  const inbox: SingleChannel = {
    ...{ kind: OWNER_KIND, mode: 'single', capacity: 10, claimSize: 10 },
    deadline: ({ at }) => at + DAY,
    async send(job) {
      mails.push(composeEmail(job, site))
      return { outcome: { kind: 'sent' } }
    },
    close: async () => {},
  }
  const clock = () => app.clock.now
  const options = { site, outboundAllow: ['127.0.0.1'], addressSecret: addressSecretOf(db), clock, timeout: 1000 }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const dispatcher = createDispatcher({ db, channels: [webhook(options), inbox], clock, random: () => 0, log })
  const deliver = () => dispatcher.runUntilIdle()
  const linkIn = (mail: Email | undefined, path: string) =>
    new RegExp(`/${path}/\\S+`).exec(mail?.text ?? '')?.[0] ?? ''
  return {
    ...{ app, there, mails, deliver },
    /** Follows everything at an address there. Returns the secret that the page showed, and the token that manages it. */
    async follow(path = '/status', ownerEmail = OWNER) {
      const body = { channel: 'webhook', address: `${there.url}${path}`, ownerEmail, scope: { type: 'all' } }
      await app.call('POST /subscriptions', { body })
      await deliver()
      const page = viewOf(await app.call(`POST /${linkIn(mails.at(-1), 'confirm')}`))
      await deliver()
      const secret = (page.kind === 'confirm' && page.secret) || ''
      return { secret, token: linkIn(mails.at(-1), 'manage').split('/').at(-1) ?? '' }
    },
    async post(body: string, more: object = {}): Promise<string> {
      const incident = { title: 'Calls fail', priority: 'P2', platforms: [{ id: 'voice', impact: 'partial_outage' }] }
      return (await app.call('POST /incidents', { as: 'agent', body: { ...incident, update: { body }, ...more } })).json
        .id
    },
    update: (id: string, body: string) => app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body } }),
    async later(ms: number) {
      app.clock.now += ms
      await deliver()
    },
  }
}
