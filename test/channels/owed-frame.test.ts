import { type ParsedMail, simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import { describe, expect, test } from 'vitest'
import { composeEmail } from '../../server/channels/email/compose.ts'
import { toMime } from '../../server/channels/email/transport/mime.ts'
import type { RungNotice } from '../../server/domain/ladder/notice.ts'
import type { OwedKind } from '../../server/domain/ladder/owed.ts'
import { DAY, HOUR, MINUTE } from '../../server/domain/vocabulary.ts'
import { START } from '../support/clock.ts'
import { foreignStyles, HOSTILE, SITE, UNPRINTABLE } from '../support/dispatch/notices.ts'
import { LEADS_INBOX, owedJob, owedNotice } from '../support/dispatch/owed-notice.ts'

const mailOf = (kind: OwedKind, change: Partial<RungNotice> = {}) =>
  composeEmail(owedJob(owedNotice(kind, change)), SITE)
const EARLIER = { at: START - 15 * MINUTE, rung: -15 * MINUTE, before: [] }

async function received(kind: OwedKind, change: Partial<RungNotice> = {}): Promise<ParsedMail & { bytes: Buffer }> {
  const bytes = await new MailComposer(toMime(mailOf(kind, change))).compile().build()
  return Object.assign(await simpleParser(bytes), { bytes })
}

describe('the mail of what is owed', () => {
  test('says that it is overdue where it goes out only after the due time, and the day where that is another by then', () => {
    const late = (claimedAt: number) => composeEmail(owedJob(owedNotice('update', EARLIER), { claimedAt }), SITE)
    const { subject, text, html, headers } = late(START + MINUTE)
    expect(subject).toBe('P1G: Update overdue since 08:00 MST – Calls to Denver fail (case CS-2041)')
    for (const said of [text, html]) expect(said).toContain('The page shows everybody that the update is overdue.')
    expect(headers).toMatchObject({ Importance: 'high' })
    expect(late(START + DAY).subject).toContain('Update overdue since Tue 10 Nov 2026, 08:00 MST')
  })

  test('stands in one thread with the others of its promise, and apart from every other', async () => {
    const later = { ...EARLIER, at: START + HOUR, rung: HOUR }
    const root = '<owed-p-update.leadid000001@notify.northline.example>'
    expect([(await received('update')).references, (await received('update', later)).references]).toEqual([root, root])
    expect((await received('report')).references).not.toBe(root)
  })

  test('is marked as urgent from the due time on, and never answered by machines', async () => {
    const [early, late] = [await received('update', EARLIER), await received('update')]
    expect(String(early.bytes)).not.toMatch(/^(Importance|X-Priority):/m)
    expect(String(late.bytes)).toMatch(/^Importance: high\r\n(.*\r\n)*X-Priority: 1\r\n/m)
    expect(late.headers.get('auto-submitted')).toBe('auto-generated')
    expect(late.headers.get('x-auto-response-suppress')).toBe('All')
    expect(late.messageId).toBe('<event-42.leadid000001@notify.northline.example>')
  })

  test('stays under 32 kB, however long everything is that people wrote', async () => {
    const long = '线'.repeat(300)
    const people = Array.from({ length: 50 }, () => ({ role: long, name: long, result: 'sent' }))
    const { bytes } = await received('update', {
      object: { type: 'incident', id: 'k3j9x0a1b2c3', title: long },
      ...{ caseNumber: long, platforms: Array(200).fill(long), followers: 1_000_000 },
      saidLast: { at: START - DAY, body: `${long}\n\n`.repeat(60) },
      before: Array(40).fill({ rung: 0, roles: [long, `${long}!`], toldAt: START - DAY, isPutOff: false, people }),
      gaps: Array.from({ length: 10 }, (_, n) => ({ role: `${n}${long}`, why: 'unfilled' })),
      ...{ acknowledged: { by: long, at: START - DAY }, insteadOf: Array(50).fill({ name: long, why: long }) },
    })
    expect(bytes.length).toBeLessThan(32_000)
  })

  test('tells a long text up to a paragraph, with a link to the rest', () => {
    const body = Array.from({ length: 80 }, (_, n) => `Paragraph ${n} of the text.`).join('\n\n')
    const { text } = mailOf('update', { saidLast: { at: START, body } })
    expect(text).toContain('Paragraph 5 of the text.')
    expect(text).not.toContain('Paragraph 79')
    expect(text).toContain(
      'The text goes on. Read all of it on the page:\nhttps://status.example/incidents/k3j9x0a1b2c3/',
    )
  })

  test.each(HOSTILE)('is not harmed by what people write: %j', async (evil) => {
    const { html, text, subject } = await received('update', {
      object: { type: 'incident', id: 'k3j9x0a1b2c3', title: evil },
      ...{ caseNumber: evil, platforms: [evil], saidLast: { at: START, body: evil } },
      before: [
        {
          rung: 0,
          roles: [evil],
          toldAt: START,
          isPutOff: false,
          people: [{ role: evil, name: evil, result: 'sent' }],
        },
      ],
      gaps: [{ role: evil, why: 'off_duty' }],
      ...{ acknowledged: { by: evil, at: START }, insteadOf: [{ name: evil, why: evil }] },
      putOff: { by: evil, at: START, until: START, reason: evil },
      recipients: [{ role: evil, name: evil, email: LEADS_INBOX.address }],
    })
    expect(html).not.toMatch(/<(script|img|svg|iframe|object|embed|form|input|base|link)\b/i)
    expect(html).not.toMatch(/<[^>]*\son\w+\s*=/i)
    expect(foreignStyles(String(html))).toEqual([])
    expect(`${html}${text}${subject}`).not.toMatch(UNPRINTABLE)
  })
})
