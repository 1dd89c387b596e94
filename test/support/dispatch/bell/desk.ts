import { expect } from 'vitest'
import type { Db } from '../../../../db/schema/index.ts'
import { addressSecretOf } from '../../../../db/system/audit-key.ts'
import type { SingleChannel } from '../../../../server/channels/channel.ts'
import { composeEmail } from '../../../../server/channels/email/compose.ts'
import type { Email } from '../../../../server/channels/email/email.ts'
import { CHANNEL_KINDS, OWNER_KIND } from '../../../../server/channels/kinds.ts'
import { createDispatcher } from '../../../../server/dispatch/dispatcher.ts'
import { DAY } from '../../../../server/domain/vocabulary.ts'
import { testApp, viewOf } from '../../app/test-app.ts'
import { SITE } from '../notices.ts'
import { createBell } from './channel.ts'
import { bellKind } from './kind.ts'

export const OWNER = 'owner@customer.example'
export const TOWER = 'https://bells.example/tower'

/** Keeps the mails that were sent. */
function createInbox(site: typeof SITE): SingleChannel & { mails: Email[] } {
  const mails: Email[] = []
  return {
    ...{ kind: OWNER_KIND, mode: 'single', mails, capacity: 10, claimSize: 10 },
    deadline: ({ at }) => at + DAY,
    async send(job) {
      mails.push(composeEmail(job, site))
      return { outcome: { kind: 'sent' } }
    },
    close: async () => {},
  }
}

/** The application, and a dispatcher that rings bells and keeps mails. */
export async function withBell(db: Db, pace?: number) {
  const app = await testApp(db, { channels: [...CHANNEL_KINDS, bellKind] })
  const bell = createBell(addressSecretOf(db), pace)
  const inbox = createInbox({ ...SITE, linkSecret: app.deps.linkSecret, publicUrl: app.deps.site.url })
  const lines: unknown[] = []
  const note = (fields: object, text: string) => void lines.push([fields, text])
  const log = { info: note, warn: note, error: note }
  const clock = () => app.clock.now
  const dispatcher = createDispatcher({ db, channels: [bell, inbox], clock, random: () => 0, log })
  const deliver = () => dispatcher.runUntilIdle()
  const ask = (address = TOWER, ownerEmail = OWNER) =>
    app.call('POST /subscriptions', { body: { channel: 'bell', address, ownerEmail, scope: { type: 'all' } } })
  const linkIn = (mail: Email | undefined, path: string) =>
    new RegExp(`/${path}/\\S+`).exec(mail?.text ?? '')?.[0] ?? ''
  /** Follows everything there. Returns the secret that the page showed, and the token of the link in the owner's mail. */
  const follow = async (address = TOWER, owner = OWNER) => {
    expect((await ask(address, owner)).status).toBe(202)
    await deliver()
    const page = viewOf(await app.call(`POST /${linkIn(inbox.mails.at(-1), 'confirm')}`))
    await deliver()
    const token = linkIn(inbox.mails.at(-1), 'manage').split('/').at(-1) ?? ''
    return { secret: page.kind === 'confirm' ? page.secret : undefined, token }
  }
  const post = async (body: string): Promise<string> => {
    const incident = { title: 'Calls fail', priority: 'P2', platforms: [{ id: 'voice', impact: 'partial_outage' }] }
    return (await app.call('POST /incidents', { as: 'agent', body: { ...incident, update: { body } } })).json.id
  }
  const update = (id: string, body: string) =>
    app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body } })
  const later = async (ms: number) => {
    app.clock.now += ms
    await deliver()
  }
  return { app, bell, inbox, deliver, ask, linkIn, follow, post, update, later, lines }
}
