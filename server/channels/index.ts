import type { Instant } from '../domain/vocabulary.ts'
import type { Channel } from './channel.ts'
import type { MailSite } from './email/email.ts'
import { mailbox } from './email/transport/mailbox.ts'
import { resend } from './email/transport/resend.ts'
import { smtp } from './email/transport/smtp.ts'
import { slack } from './slack/slack.ts'
import { teams } from './teams/teams.ts'
import { webex } from './webex/webex.ts'
import { webhook } from './webhook/webhook.ts'
import type { Vapid } from './webpush/vapid.ts'
import { webPush } from './webpush/webpush.ts'

export type { Channel } from './channel.ts'

/** How mail leaves. */
type MailTransport =
  | { kind: 'resend'; apiKey: string; baseUrl?: string }
  | { kind: 'smtp'; url: string }
  | { kind: 'mailbox'; folder: string }

/** All that channels need to know, as plain values: it crosses over to the dispatcher's thread. */
export interface ChannelConfig extends MailSite {
  mail: MailTransport
  vapid: Vapid
  pushExtraOrigins: readonly string[]
  /** As `AddressRules` has it. */
  outboundAllow: readonly string[]
  /** See `addressSecretOf`: opens the addresses that are sealed. */
  addressSecret: string
  /** Milliseconds that Resend, a push service or another address may take to answer; 10, 15 and 10 seconds by default. */
  timeouts?: { mail?: number; push?: number; outbound?: number }
}

/** What sends, one for each kind of `kinds.ts`. */
export function createChannels(config: ChannelConfig, clock: () => Instant): Channel[] {
  const { vapid, pushExtraOrigins: extraOrigins, outboundAllow, addressSecret, timeouts } = config
  const outbound = { site: config, outboundAllow, addressSecret, clock, timeout: timeouts?.outbound }
  return [
    mailChannel(config, clock),
    webPush({ site: config, vapid, extraOrigins, clock, timeout: timeouts?.push }),
    webhook(outbound),
    ...[teams, slack, webex].map((rooms) => rooms(outbound)),
  ]
}

function mailChannel(config: ChannelConfig, clock: () => Instant): Channel {
  const { mail } = config
  if (mail.kind === 'resend') return resend({ ...mail, timeout: config.timeouts?.mail }, config, clock)
  return mail.kind === 'smtp' ? smtp(mail.url, config) : mailbox(mail.folder, config)
}
