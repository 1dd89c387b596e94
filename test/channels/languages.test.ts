import { describe, expect, test } from 'vitest'
import type { Message, Receiver } from '../../server/channels/channel.ts'
import { composeEmail } from '../../server/channels/email/compose.ts'
import type { MailSite } from '../../server/channels/email/email.ts'
import { cardOf } from '../../server/channels/rooms/card.ts'
import { bodyOf } from '../../server/channels/webhook/format.ts'
import { archivedNotification } from '../../server/channels/webpush/archived.ts'
import { maintenanceNotification } from '../../server/channels/webpush/maintenance.ts'
import { notificationFor } from '../../server/channels/webpush/notification.ts'
import { DAY, PRIORITIES } from '../../server/domain/vocabulary.ts'
import { dictionary } from '../../src/i18n/index.ts'
import { START } from '../support/clock.ts'
import { MAINTENANCE_NOTICE } from '../support/dispatch/maintenance-notice.ts'
import { ALICES_INBOX, job, NOTICE, SITE } from '../support/dispatch/notices.ts'
import { owedNotice } from '../support/dispatch/owed-notice.ts'

const site: MailSite = { ...SITE, languages: ['en', 'pt'] }
const inEnglish: Receiver = ALICES_INBOX
const inPortuguese: Receiver = { ...ALICES_INBOX, locale: 'pt' }
const ARCHIVED = { platformId: 'sip', name: 'SIP trunking', at: START }

/** Everything that is sent to somebody whose language is `locale`. */
function messages(locale: string): [string, Message][] {
  const follows = [{ type: 'all' as const, id: '', name: null }]
  const via = { title: 'Slack', address: 'hooks.slack.com' }
  const { incidentId, title, platforms, dueAt, at } = NOTICE
  const subscriberId = ALICES_INBOX.id
  const move = { subscriberId, at, from: 'a…@customer.example', to: 'b…@customer.example', locale }
  const owner = { via, subscriberId, linkGeneration: 0, locale, at }
  const window = { id: 'monthly-2026-11-20', title: 'Monthly', platforms: [], startsAt: at + DAY, endsAt: at + 2 * DAY }
  return [
    ['an update', { kind: 'update', notice: NOTICE }],
    ['maintenance', { kind: 'maintenance', notice: MAINTENANCE_NOTICE }],
    ['a platform that was archived', { kind: 'archived', notice: ARCHIVED }],
    ['the weekly overview', { kind: 'digest', notice: { at, windows: [window] } }],
    [
      'the question of who subscribes',
      { kind: 'confirmation', request: { subscriberId, requestedAt: at, follows, locale } },
    ],
    ['the note of having left', { kind: 'left', notice: { subscriberId, at, follows, locale } }],
    ['the question to a new address', { kind: 'moving', notice: { ...move, what: 'ask' } }],
    ['the note to an old address', { kind: 'moving', notice: { ...move, what: 'moved' } }],
    ['an owner whose room is off', { kind: 'owner', notice: { ...owner, what: 'off' } }],
    [
      'a colleague who is told of a master case',
      {
        kind: 'designation',
        notice: {
          incidentId,
          title,
          platforms,
          dueAt,
          at,
          how: 'opened',
          actor: 'Dana',
          reason: null,
          caseNumber: null,
        },
      },
    ],
    ['a colleague who owes an update', { kind: 'owed', notice: owedNotice('update') }],
    ['a colleague who owes details', { kind: 'owed', notice: owedNotice('details') }],
    [
      'a colleague who is invited',
      {
        kind: 'account',
        notice: { purpose: 'invitation', by: null, name: 'Dana', seed: 'x', at, expiresAt: at + DAY },
      },
    ],
  ]
}

/** The paths that a text links to on the site, those with a token without it. */
function linked(text: string): string[] {
  const paths = [...text.matchAll(/https:\/\/status\.example([^\s"<>]*)/g)].map(([, path = '']) => path)
  return [...new Set(paths)].sort()
}

/** They belong to one reader, whose language they know. */
const ON_DEMAND = /^\/(confirm|manage|unsubscribe|resubscribe|contacts|owed|staff|readyz)\b/

test('what staff wrote in another language says which one, wherever it stands in a mail or a room', () => {
  const kinds: [Message, string[]][] = [
    [
      { kind: 'update', notice: { ...NOTICE, etr: START + DAY, basis: 'etr', reason: 'A carrier swaps a card.' } },
      ['Calls to Denver fail (em inglês)\n', 'Motivo: A carrier swaps a card. (em inglês)'],
    ],
    [
      {
        kind: 'maintenance',
        notice: { ...MAINTENANCE_NOTICE, title: 'A new card', shortNotice: { class: 'urgent', reason: 'It fails.' } },
      },
      ['A new card (em inglês)\n', 'Urgente, com pouca antecedência: It fails. (em inglês)'],
    ],
  ]
  for (const [message, [title, reason]] of kinds) {
    const { text, html } = composeEmail(job({}, { message, receiver: inPortuguese }), site)
    expect(text.startsWith(title ?? '')).toBe(true)
    for (const part of [text, html, cardOf(message, inPortuguese, site)?.state.join('\n')])
      expect(part).toContain(reason)
    expect(composeEmail(job({}, { message, receiver: inEnglish }), site).text).not.toMatch(/\((in|em) /)
  }
})

test('no line of a mail has a label in its label, in any language, whatever the priority', () => {
  for (const locale of ['en', 'pt', 'es'] as const) {
    const receiver = { ...ALICES_INBOX, locale }
    const updates = PRIORITIES.map((priority) => ({ kind: 'update' as const, notice: { ...NOTICE, priority } }))
    for (const message of [...updates, ...messages(locale).map(([, one]) => one)]) {
      const { text, html } = composeEmail(job({}, { message, receiver }), { ...site, languages: ['en', 'pt', 'es'] })
      expect(text).not.toMatch(/^[^:\n]+: [^:\n]+: /m)
      expect(html).not.toMatch(/<td[^>]*>P\w+:/)
    }
  }
})

describe('whatever mail names a time names the reader’s and the provider’s:', () => {
  const named = { openedAt: NOTICE.openedAt, caseNumber: null, affects: [] }
  const follows = [{ type: 'incident' as const, id: NOTICE.incidentId, name: 'Calls fail', which: named }]
  const asked = { subscriberId: ALICES_INBOX.id, follows, locale: 'es' }
  const move = { ...asked, at: START, from: 'a…@customer.example', to: 'b…@customer.example' }
  const mails: [string, Message, string][] = [
    ['the question', { kind: 'confirmation', request: { ...asked, requestedAt: START } }, '15:00 CET (07:00 MST)'],
    ['the note of having left', { kind: 'left', notice: { ...asked, at: START } }, '15:00 CET (07:00 MST)'],
    ['the note of another address', { kind: 'moving', notice: { ...move, what: 'moved' } }, '16:00 CET (08:00 MST)'],
    ['the note to the new one', { kind: 'moving', notice: { ...move, what: 'arrived' } }, '16:00 CET (08:00 MST)'],
  ]
  test.each(mails)('%s', (_, message, times) => {
    const receiver = { ...ALICES_INBOX, locale: 'es', timeZone: 'Europe/Madrid' }
    const { text, html } = composeEmail(job({}, { message, receiver }), site)
    for (const part of [text, html]) {
      expect(part).toContain(times)
      expect(part.match(/\d\d:\d\d MST(?!\))/g)).toBeNull()
    }
  })
})

describe('a mail leads to the pages in its reader’s language:', () => {
  test.each(messages('pt'))('%s', (_, message) => {
    const mail = composeEmail(job({}, { message, receiver: inPortuguese }), site)
    for (const part of [mail.text, mail.html]) {
      const paths = linked(part)
      const pages = paths.filter((path) => !ON_DEMAND.test(path))
      expect(pages).not.toEqual([])
      expect(pages.filter((path) => !path.startsWith('/pt/'))).toEqual([])
    }
    expect(mail.html).toContain(`<html lang="${dictionary('pt').language.tag}"`)
    expect(mail.headers['Content-Language']).toBe('pt')
  })

  test.each(messages('en'))('to those at no language’s address, if it is the site’s first: %s', (_, message) => {
    const mail = composeEmail(job({}, { message, receiver: inEnglish }), site)
    expect(linked(mail.text + mail.html).filter((path) => path.startsWith('/pt'))).toEqual([])
  })

  test('to the first language’s, where the site does not speak the reader’s any more', () => {
    const { text } = composeEmail(job({}, { receiver: inPortuguese }), SITE)
    expect(text).toContain(`https://status.example/incidents/${NOTICE.incidentId}/\n`)
  })

  test('and its thread and its list are the same in every language', () => {
    const [english, portuguese] = [inEnglish, inPortuguese].map(
      (receiver) => composeEmail(job({}, { receiver }), site).headers,
    )
    expect(portuguese?.References).toBe(english?.References)
    expect(portuguese?.['List-Id']).toContain('<incidents.status.example>')
  })
})

test('a notification opens the page in its reader’s language, and says which language it is in', () => {
  const shown = [
    notificationFor(NOTICE, inPortuguese, site),
    maintenanceNotification(MAINTENANCE_NOTICE, inPortuguese, site),
    archivedNotification(ARCHIVED, inPortuguese, site),
  ].flatMap(({ payload, minimal }) => [payload, minimal].map((json) => JSON.parse(json).notification))
  const of = (path: string, lang: string) => ({ lang, navigate: `https://status.example/pt${path}` })
  for (const [index, [path, lang]] of [
    // What staff wrote of it is in English alone.
    [`/incidents/${NOTICE.incidentId}/`, 'en'] as const,
    [`/maintenance/${MAINTENANCE_NOTICE.maintenanceId}/`, 'pt'] as const,
    ['/platforms/sip/', 'pt'] as const,
  ].entries())
    expect(shown.slice(index * 2, index * 2 + 2)).toMatchObject([of(path, lang), of(path, lang)])
})

test('a room is led to the pages in its language', () => {
  const kinds: Message[] = [
    { kind: 'update', notice: NOTICE },
    { kind: 'maintenance', notice: MAINTENANCE_NOTICE },
    { kind: 'archived', notice: ARCHIVED },
    { kind: 'test' },
  ]
  const [english, portuguese] = [inEnglish, inPortuguese].map((receiver) =>
    kinds.map((message) => new URL(cardOf(message, receiver, site)?.link.url ?? '').pathname),
  )
  expect(portuguese).toEqual(english?.map((path) => `/pt${path}`))
})

test('a webhook, which programs read, names the addresses of the first language alone', () => {
  for (const [, message] of messages('pt').slice(0, 3)) {
    expect(bodyOf(job({}, { message, receiver: inPortuguese }), site)).not.toContain('/pt/')
  }
})
