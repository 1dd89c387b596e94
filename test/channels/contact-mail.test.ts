import { expect, test } from 'vitest'
import { composeEmail } from '../../server/channels/email/compose.ts'
import type { NamedBecause } from '../../server/domain/subscription/audience.ts'
import { contactToken, manageToken, unsubscribeToken } from '../../server/lib/links.ts'
import { ALICES_INBOX, job, SITE } from '../support/dispatch/notices.ts'

const entry = (organisation: string, contactId: string) => ({ organisation, contactId, linkGeneration: 2 })
const link = (id: string) =>
  `https://status.example/contacts/${contactToken(SITE.linkSecret, { id, linkGeneration: 2 })}/`

/** The mail to Alice, whom Acme Freight named. */
function mail(more: Partial<NamedBecause> = {}) {
  const named = [entry('Acme Freight', 'contact00001')]
  const because = { type: 'contact', purpose: 'master_case', named, more: 0, backup: false, follows: null } as const
  return composeEmail(job({}, { because: { ...because, ...more } }), SITE)
}
const footer = (text: string) => text.split('-- \n\n')[1]

test('a contact reads who named them, and where to correct it; nothing stops such mail', () => {
  const { text, html, headers } = mail()
  expect(
    footer(text),
  ).toBe(`You get this because Acme Freight named you for master cases. A reply reaches our support desk.

Check or correct your entry: ${link('contact00001')}

Northline status: https://status.example/`)
  expect(html).toContain(`<a href="${link('contact00001')}">Check or correct your entry</a>`)
  expect(html).not.toMatch(/\/manage\/|\/unsubscribe\//)
  expect(Object.keys(headers).filter((name) => name.startsWith('List-Unsubscribe'))).toEqual([])
})

test('whoever follows it as well can stop that, and reads what goes on', () => {
  const { text, html, headers } = mail({ purpose: 'maintenance', follows: { type: 'all' } })
  expect(
    footer(text),
  ).toBe(`You get this because you follow everything on Northline status. A reply reaches our support desk.

Besides, Acme Freight named you for maintenance. If you unsubscribe, that ends your own subscription, and not these notices.

Choose what you get: https://status.example/manage/${manageToken(SITE.linkSecret, ALICES_INBOX)}
Unsubscribe: https://status.example/unsubscribe/${unsubscribeToken(SITE.linkSecret, ALICES_INBOX.id)}
Check or correct your entry: ${link('contact00001')}

Northline status: https://status.example/`)
  expect(html).toContain('not these notices')
  expect(headers).toHaveProperty('List-Unsubscribe')
})

test('whom several organisations named reads of all, with a link for each entry; a name is a name', () => {
  const named = [entry('Acme Freight', 'contact00001'), entry('<b>Beta</b>\nInc', 'contact00002')]
  const { text, html } = mail({ named, more: 4, backup: true })
  expect(text).toContain('because Acme Freight, <b>Beta</b> Inc, and 4 more organisations named you for master cases.')
  expect(text).toContain('You are a backup contact: you are told together with the primary contacts.')
  expect(text).toContain(`Check or correct your entry for Acme Freight: ${link('contact00001')}\n`)
  expect(html).not.toContain('<b>Beta')
})

test('readers of one language and zone have one text, and each a footer of their own', () => {
  const alone = mail()
  const of = composeEmail(job(), SITE)
  expect([mail().text, composeEmail(job(), SITE).text]).toEqual([alone.text, of.text])
  expect(footer(alone.text)).not.toBe(footer(of.text))
})
