import type { DeliveryJob } from '../../../server/channels/channel.ts'
import type { MailSite } from '../../../server/channels/email/email.ts'
import { markStyles } from '../../../server/channels/email/mark.ts'
import * as style from '../../../server/channels/email/style.ts'
import type { Notice } from '../../../server/domain/incident/notice.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { accentOf } from '../../../src/identity/accent.ts'
import { START } from '../clock.ts'

const hours = [{ days: ['mon', 'tue'], from: '05:00', to: '24:00' }] as const
const COMMON = { name: null, note: null, startsLow: false }

/** A chat that is open on Mondays and Tuesdays, a telephone around the clock, and a portal. */
export const SUPPORT: MailSite['support'] = {
  isReachable: true,
  channels: [
    {
      ...{ ...COMMON, kind: 'portal', hours: 'always', onHolidays: 'open', urgent: false },
      ways: [{ name: null, contact: 'https://portal.northline.example/' }],
    },
    {
      ...{ ...COMMON, kind: 'chat', hours, onHolidays: 'closed', urgent: true },
      ways: [{ name: null, contact: 'https://chat.northline.example/' }],
    },
    {
      ...{ ...COMMON, kind: 'phone', hours: 'always', onHolidays: 'open', urgent: true },
      ways: [{ name: null, contact: '+1 303 555 0100' }],
    },
  ],
  holidays: [],
}

export const SITE: MailSite = {
  publicUrl: 'https://status.example',
  siteName: 'Northline status',
  languages: ['en'],
  zone: 'America/Denver',
  emailFrom: 'Northline status <status@notify.northline.example>',
  emailReplyTo: 'desk@northline.example',
  linkSecret: 'a secret of the tests',
  accountSecret: 'another secret of the tests',
  support: SUPPORT,
}

/** The second update of a P1G: 08:00 in Denver, 10:00 in New York. */
export const NOTICE: Notice = {
  incidentId: 'k3j9x0a1b2c3',
  updateId: 'u2',
  sequence: 2,
  title: 'Calls to Denver fail',
  priority: 'P1G',
  phase: 'identified',
  phaseChanged: true,
  body: 'The carrier **replaces** a card.',
  translations: {},
  platforms: [
    { id: 'zoom-phone', name: 'Zoom Phone', impact: 'major_outage' },
    { id: 'sip', name: 'SIP trunking', impact: 'degraded_performance' },
  ],
  at: START,
  openedAt: START - HOUR,
  startedAt: null,
  dueAt: START + HOUR,
  basis: 'cadence',
  etr: null,
  reason: null,
  vendor: null,
  caseNumber: null,
}

export const ALICES_INBOX: DeliveryJob['receiver'] = {
  id: 'aliceid00001',
  address: 'alice@customer.example',
  keys: null,
  locale: 'en',
  timeZone: 'America/New_York',
  linkGeneration: 0,
}

/** The delivery of a notice to Alice, who follows Zoom Phone. */
export function job(notice: Partial<Notice> = {}, more: Partial<DeliveryJob> = {}): DeliveryJob {
  return {
    eventId: 42,
    eventKind: 'incident.updated',
    at: START,
    claimedAt: START,
    message: { kind: 'update', notice: { ...NOTICE, ...notice } },
    because: { type: 'platform', id: 'zoom-phone' },
    receiver: ALICES_INBOX,
    ...more,
  }
}

/** Attributes of style in a mail that are none of ours: what somebody wrote must not look as it likes. */
export function foreignStyles(html: string): string[] {
  const accent = accentOf(SITE.brand)
  const ours = new Set([
    ...Object.values(style.S),
    ...style.BOX_TONES.flatMap((tone) => [style.boxStyle(tone), style.wordStyle(tone)]),
    ...[style.buttonStyle(accent), style.otherStyle(accent), ...markStyles(accent.light)],
    ...attributes(style.styled('<table><pre><blockquote>')),
  ])
  return attributes(html).filter((style) => !ours.has(style))
}
const attributes = (html: string) =>
  [...html.matchAll(/<[^>]*?\sstyle\s*=\s*"([^"]*)"/gi)].map(([, style = '']) => style)

/** What no text may hold when it leaves: control characters, lone surrogates, what reorders the text around it. */
export const UNPRINTABLE = /[[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]--[\t\n\r]]/v

/** What people type into a form to see what happens, and what happens by accident. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '<svg/onload=alert(1)>',
  '</style><script>alert(1)</script>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](java&#115;cript:alert(1))',
  '[x](JaVaScRiPt&colon;alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '![x](https://tracker.example/pixel.png)',
  '<iframe src="https://evil.example"></iframe>',
  '<https://ok.example/" onmouseover="alert(1)>',
  ']]> --> <!-- <![CDATA[',
  '{{constructor.constructor("alert(1)")()}} $' + '{alert(1)}',
  'a\u0000b\u0007c\u001Bd\uFFFEe\uD800f',
  'abc\u202Egnp.exe\u202C \u2066def\u2069',
  'مرحبا بالعالم, שלום',
  '👩‍👩‍👧‍👦 Ünïcödé 日本語',
  `${'long '.repeat(2000)}`,
]
