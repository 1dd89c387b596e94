import { type ParsedMail, simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import { describe, expect, test } from 'vitest'
import type { DeliveryJob } from '../../server/channels/channel.ts'
import { composeEmail } from '../../server/channels/email/compose.ts'
import type { MailSite } from '../../server/channels/email/email.ts'
import { toMime } from '../../server/channels/email/transport/mime.ts'
import type { DesignationNotice } from '../../server/domain/incident/notice.ts'
import { manageToken, unsubscribeToken } from '../../server/lib/links.ts'
import { instant, START } from '../support/clock.ts'
import { ALICES_INBOX, foreignStyles, HOSTILE, job, SITE, UNPRINTABLE } from '../support/dispatch/notices.ts'

/** The mail as its receiver's program reads it, and as it was sent. */
async function received(task: DeliveryJob, site: MailSite = SITE): Promise<ParsedMail & { bytes: string }> {
  const raw = await new MailComposer(toMime(composeEmail(task, site))).compile().build()
  return Object.assign(await simpleParser(raw), {
    bytes: raw.toString(),
    raw: raw.toString().replace(/\r\n[ \t]+/g, ' '),
  })
}

describe('the mail of an update', () => {
  test('tells the state and the next update first, then the text, what is affected, and why one gets it', () => {
    const { text } = composeEmail(job(), SITE)
    expect(text).toBe(`Calls to Denver fail

Identified · Master case
Next update by 11:00 EST (09:00 MST)

The carrier replaces a card.

Platforms:
- Zoom Phone: Major outage
- SIP trunking: Degraded performance

Priority: P1G (one problem that affects several organisations, the master case)
Case opened: 09:00 EST (07:00 MST)

See the incident page:
https://status.example/incidents/k3j9x0a1b2c3/

Support:
Chat: https://chat.northline.example/ (open until Wed 11 Nov 2026, 02:00 EST)
Telephone: +1 303 555 0100 (around the clock)
Support portal: https://portal.northline.example/ (around the clock)
How to reach us, and what we promise: https://status.example/support/

-- 

You get this because you follow Zoom Phone. A reply reaches our support desk.

Choose what you get: https://status.example/manage/${manageToken(SITE.linkSecret, ALICES_INBOX)}
Unsubscribe: https://status.example/unsubscribe/${unsubscribeToken(SITE.linkSecret, ALICES_INBOX.id)}

Northline status: https://status.example/`)
  })

  test('says the same in HTML, fetches nothing, runs nothing and tracks nobody', () => {
    const { html } = composeEmail(job(), SITE)
    for (const part of ['Calls to Denver fail', 'Next update by 11:00 EST (09:00 MST)', '<strong>replaces</strong>']) {
      expect(html).toContain(part)
    }
    expect(html).not.toMatch(/<(img|script|link|iframe|object|form)\b|url\(|@import/)
    const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? '')
    const support = ['https://chat.northline.example/', 'tel:+13035550100', 'https://portal.northline.example/']
    expect(links.filter((href) => !href.startsWith('https://status.example/'))).toEqual(support)
  })

  test('carries the headers that mail programs and providers look for', async () => {
    const mail = await received(job())
    const token = unsubscribeToken(SITE.linkSecret, ALICES_INBOX.id)
    expect(mail.subject).toBe('[Incident] Identified – P1G: Calls to Denver fail')
    expect(mail.from?.value).toEqual([{ name: 'Northline status', address: 'status@notify.northline.example' }])
    expect(mail.to).toMatchObject({ value: [{ name: '', address: 'alice@customer.example' }] })
    expect(mail.replyTo?.value).toMatchObject([{ address: 'desk@northline.example' }])
    expect(mail.messageId).toBe('<event-42.aliceid00001@notify.northline.example>')
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.headers.get('x-auto-response-suppress')).toBe('All')
    expect(mail.headers.get('content-language')).toBe('en')
    expect(mail.bytes).toContain('List-ID: "Northline status: incidents" <incidents.status.example>')
    // On one line as it is sent: folding it has broken signatures.
    expect(mail.bytes).toContain(`List-Unsubscribe: <https://status.example/unsubscribe/${token}>\r\n`)
    expect(mail.bytes).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
    expect(`https://status.example/unsubscribe/${token}`.length).toBeLessThan(71)
  })

  test('joins one thread per incident: every mail refers to the same root, whatever its subject says', async () => {
    const first = await received(job({ sequence: 1, phase: 'investigating' }, { eventId: 41 }))
    const second = await received(job())
    const root = '<incident-k3j9x0a1b2c3.aliceid00001@notify.northline.example>'
    expect([first.references, second.references]).toEqual([root, root])
    expect([first.inReplyTo, second.inReplyTo]).toEqual([undefined, root])
    expect(first.subject).toBe('[Incident] Investigating – P1G: Calls to Denver fail')
    expect(second.subject).toBe('[Incident] Identified – P1G: Calls to Denver fail')
  })

  test('is the same on every attempt', () => {
    expect(composeEmail(job(), SITE)).toEqual(composeEmail(job(), SITE))
  })

  test('a resolution owes nothing more', () => {
    const { text } = composeEmail(job({ phase: 'resolved', dueAt: null }), SITE)
    expect(text).toContain('Resolved at 10:00 EST (08:00 MST)')
    expect(text).not.toContain('Next update')
  })

  test('an estimate comes with its reason', () => {
    const { text } = composeEmail(job({ etr: START + 7_200_000, reason: 'The part is on its way.' }), SITE)
    expect(text).toContain('Estimated time to resolution: 12:00 EST (10:00 MST)\nWhy: The part is on its way.')
  })

  test.each([
    [{ type: 'all' } as const, 'because you follow everything on Northline status.'],
    [{ type: 'incident', id: 'k3j9x0a1b2c3' } as const, 'because you follow this incident.'],
    [{ type: 'platform', id: 'sip' } as const, 'because you follow SIP trunking.'],
  ])('says why: %o', (because, words) => {
    const { text, html } = composeEmail(job({}, { because }), SITE)
    expect(text).toContain(words)
    expect(html).toContain(words)
  })

  test('speaks in the provider’s time where the reader’s is unknown, or nonsense', () => {
    for (const timeZone of [null, 'Mars/Olympus', 'America/Denver']) {
      const { text } = composeEmail(job({}, { receiver: { ...ALICES_INBOX, timeZone } }), SITE)
      expect(text).toContain('Next update by 09:00 MST\n')
    }
  })

  test('uses the reader’s language where staff translated the text', () => {
    const translations = { pt: { title: 'Chamadas falham', body: 'A operadora troca uma placa.' } }
    const email = composeEmail(job({ translations }, { receiver: { ...ALICES_INBOX, locale: 'pt-BR' } }), SITE)
    expect(email.subject).toBe('[Incidente] Identificado – P1G: Chamadas falham')
    expect(email.text).toContain('A operadora troca uma placa.')
    expect(email.html).toContain('lang="pt"')
    expect(email.headers['Content-Language']).toBe('pt')
  })
})

describe('hostile text', () => {
  test.each(HOSTILE)('as body and title does no harm: %j', async (evil) => {
    const names = [{ id: 'zoom-phone', name: evil, impact: 'major_outage' as const }]
    const fields = { body: evil, title: evil, reason: evil, vendor: evil, caseNumber: evil, platforms: names }
    const mail = await received(job(fields))
    const html = String(mail.html)
    expect(html).not.toMatch(/<(script|img|svg|iframe|object|embed|form|input|base|link)\b/i)
    expect(html).not.toMatch(/<[^>]*\son\w+\s*=/i)
    expect(foreignStyles(html)).toEqual([])
    for (const [, href] of html.matchAll(/href="([^"]*)"/gi)) expect(href).toMatch(/^(https?:|mailto:|tel:\+1303555)/i)
    expect(html.match(/<style>/g)).toHaveLength(1)
    expect(`${html}${mail.text}${mail.subject}`).not.toMatch(UNPRINTABLE)
    expect(mail.messageId).toBe('<event-42.aliceid00001@notify.northline.example>')
  })

  test.each(['\r\n', '\n', '\r', '\u2028', '\u0085', '\0\r\n'])('no line break gets into a header: %j', async (end) => {
    const injected = `x${end}Bcc: mallory@evil.example${end}${end}<b>body</b>`
    const receiver = { ...ALICES_INBOX, address: `alice@customer.example${end}Bcc: mallory@evil.example` }
    const mail = await received(job({ title: injected }, { receiver }), {
      ...SITE,
      siteName: injected,
      emailReplyTo: `desk@northline.example${end}Bcc: mallory@evil.example`,
    })
    expect(mail.bcc).toBeUndefined()
    expect([...mail.headers.keys()].sort()).toEqual([...(await received(job())).headers.keys()].sort())
    for (const value of Object.values(composeEmail(job({ title: injected }), SITE).headers)) {
      expect(value).not.toMatch(/[\r\n\0]/)
    }
  })
})

describe('a text that is more than an update', () => {
  test('of a resolution says by when a report on the cause is promised, where one is', () => {
    const resolved = { phase: 'resolved', dueAt: null } as const
    const email = composeEmail(job({ ...resolved, reportDueAt: instant('2026-11-17T15:00:00Z') }), SITE)
    for (const words of [email.text, email.html]) expect(words).toMatch(/Report on the cause by Tue 17 Nov 2026/)
    expect(composeEmail(job(resolved), SITE).text).not.toContain('Report on the cause')
  })

  test('the report on what happened says so', () => {
    const { text } = composeEmail(job({ about: 'postmortem', phase: 'resolved', dueAt: null }), SITE)
    expect(text).toContain('\n\nReport on the cause · Master case\n\nThe carrier replaces a card.')
  })

  test('a duplicate leads to the incident that goes on in its place', () => {
    const master = { id: 'masterid0001', title: 'All calls fail' }
    const email = composeEmail(job({ about: 'duplicate', phase: 'resolved', dueAt: null, master }), SITE)
    expect(email.text).toContain('Continued in another incident\nIt goes on in: All calls fail')
    expect(email.html).toContain('href="https://status.example/incidents/masterid0001/"')
    expect(email.text).not.toContain('Resolved at')
    // Whoever follows the platform, or everything, follows nothing new.
    expect(email.text).toContain('because you follow Zoom Phone.')
    expect(email.text).not.toMatch(/you (now )?follow “?All calls fail/)
    const because = { type: 'incident', id: 'k3j9x0a1b2c3' } as const
    const moved = composeEmail(job({ about: 'duplicate', phase: 'resolved', dueAt: null, master }, { because }), SITE)
    expect(moved.text).toContain('From now on you follow “All calls fail” in its place.')
  })

  test('a reopened case and one on hold tell it first', () => {
    expect(composeEmail(job({ about: 'reopened' }), SITE).text).toContain('\n\nReopened · Identified')
    expect(composeEmail(job({ holdUntil: START + 7_200_000 }), SITE).text).toContain('On hold until 12:00 EST')
  })

  test('leads are told who made a case the master case, why, and what is owed by when', () => {
    const notice: DesignationNotice = {
      incidentId: 'k3j9x0a1b2c3',
      title: 'Calls fail',
      caseNumber: 'CSS-1',
      how: 'designated',
      actor: 'token/desk',
      reason: 'Three sites report it.',
      platforms: [{ id: 'sip', name: 'SIP trunking', impact: 'partial_outage' }],
      at: START,
      dueAt: START + 3_600_000,
    }
    const email = composeEmail({ ...job(), message: { kind: 'designation', notice } }, SITE)
    expect(email.subject).toBe('P1G designated: Calls fail')
    const again = { kind: 'designation', notice: { ...notice, how: 'reopened' } } as const
    expect(composeEmail({ ...job(), message: again }, SITE).subject).toBe('P1G reopened: Calls fail')
    expect(email.text).toBe(`Calls fail

Somebody with the token “desk” made this case a P1G.

Why: Three sites report it.
Next update by: 11:00 EST (09:00 MST)
Case number: CSS-1

Platforms:
- SIP trunking: Partial outage

See the incident page:
https://status.example/incidents/k3j9x0a1b2c3/

You get this because you are named as a lead in the configuration.`)
    expect(Object.keys(email.headers)).not.toContain('List-Unsubscribe')
    const late = { kind: 'designation', notice: { ...notice, dueAt: START - 120_000 } } as const
    expect(composeEmail({ ...job(), message: late }, SITE).text).toContain(
      'made this case a P1G.\nUpdate overdue since 09:58 EST (07:58 MST)\n\nWhy',
    )
  })
})
