import MailComposer from 'nodemailer/lib/mail-composer'
import { describe, expect, test } from 'vitest'
import type { DeliveryJob } from '../../server/channels/channel.ts'
import { composeEmail } from '../../server/channels/email/compose.ts'
import { sentSize } from '../../server/channels/email/fitting.ts'
import { toMime } from '../../server/channels/email/transport/mime.ts'
import type { MaintenanceNotice } from '../../server/domain/maintenance/notice.ts'
import { toBlocks, toHtml, toText, unshowable } from '../../server/lib/markdown.ts'
import { START } from '../support/clock.ts'
import { ALICES_INBOX, HOSTILE, job, SITE } from '../support/dispatch/notices.ts'

/** Gmail cuts what is longer, and the link to unsubscribe with it. */
const MOST = 100_000
/** What the API takes of one text. */
const LONGEST = 20_000

const longest = (part: string) => part.repeat(Math.floor(LONGEST / part.length))
const BODIES: [string, string][] = [
  ['English paragraphs', longest(`${'The carrier replaces a card = now. '.repeat(20)}\n\n`)],
  ['one paragraph of Chinese', longest('电话服务中断，运营商正在更换线路卡。')],
  ['Portuguese paragraphs', longest(`${'A operação é lenta, não há ligações. '.repeat(10)}\n\n`)],
  ['emoji', longest('👩‍👩‍👧‍👦 ')],
  ['one list', longest('- **a** card\n')],
  ['tables', '|a|b|\n|-|-|\n|c|d|\n\n'.repeat(400)],
  ['emphasis', longest('*a* ')],
  ['what becomes entities', longest('&<"> ')],
]
const platforms = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `p${n}`, name: '线'.repeat(100), impact: 'major_outage' as const }))

/** The mail as it leaves, in bytes. */
async function bytesOf(task: DeliveryJob): Promise<Buffer> {
  return new MailComposer(toMime(composeEmail(task, SITE))).compile().build()
}

describe('a mail stays under 100 kB', () => {
  test.each(BODIES)(
    'with the longest text in three languages, and everything else as long as it may be: %s',
    async (_, body) => {
      expect(unshowable(body)).not.toBe('too much')
      const title = '线'.repeat(200)
      const said = { body, title, reason: title.repeat(2), vendor: '线'.repeat(100), caseNumber: 'C'.repeat(60) }
      const translations = { en: { title, body }, pt: { title, body }, es: { title, body } }
      for (const locale of ['en', 'pt', 'es']) {
        const receiver = { ...ALICES_INBOX, locale }
        const mail = await bytesOf(job({ ...said, translations, platforms: platforms(200) }, { receiver }))
        expect(mail.length).toBeLessThan(MOST)
        expect(mail.length).toBeGreaterThan(20_000)
      }
    },
  )

  test.each(BODIES)('also where a maintenance has three of them: %s', async (_, text) => {
    const notice: MaintenanceNotice = {
      ...{ maintenanceId: 'm', updateId: 'u', sequence: 2, news: 'moved', state: 'announced', title: '线'.repeat(200) },
      ...{ description: text, reason: text, body: text, translations: {}, platforms: platforms(100), impact: 'none' },
      ...{ startsAt: START, endsAt: START + 1, zone: 'Asia/Shanghai', previous: { startsAt: 0, endsAt: 1 }, at: START },
      ...{ afterwards: true, shortNotice: { class: 'urgent', reason: '线'.repeat(500) }, programme: null },
    }
    const message = { kind: 'maintenance', notice } as const
    expect((await bytesOf(job({}, { message }))).length).toBeLessThan(MOST)
  })

  test('by leaving out whole paragraphs at the end, with a link to all of it', () => {
    const body = Array.from({ length: 400 }, (_, n) => `Paragraph ${n}: ${'it goes on, '.repeat(7)}end.`).join('\n\n')
    const { text, html } = composeEmail(job({ body }), SITE)
    const told = text.match(/^Paragraph \d+: .*$/gm) ?? []
    expect(told.length).toBeGreaterThan(50)
    expect(told.length).toBeLessThan(400)
    expect(told.filter((paragraph) => !paragraph.endsWith('end.'))).toEqual([])
    expect(html.match(/<p>Paragraph \d+/g)).toHaveLength(told.length)
    const url = 'https://status.example/incidents/k3j9x0a1b2c3/'
    expect(text).toContain(`end.\n\nThe text goes on. Read all of it on the page:\n${url}\n\nPlatforms:`)
    expect(html).toContain(`<a href="${url}">The text goes on. Read all of it on the page</a>`)
  })

  test('and leaves every text of an ordinary length as it is', () => {
    const { text } = composeEmail(job({ body: `${'The carrier replaces a card. '.repeat(100)}` }), SITE)
    expect(text).not.toContain('The text goes on')
  })

  test.each(['äöü=', 'a=b '.repeat(500), '电话'.repeat(500), 'plain words '.repeat(200)])(
    'as it is sent, a text never takes more than was reckoned: %#',
    async (text) => {
      for (const textEncoding of ['quoted-printable', 'base64'] as const) {
        const built = await new MailComposer({ text, textEncoding }).compile().build()
        const sent = built.toString().split('\r\n\r\n').slice(1).join('').trimEnd()
        expect(sent.length).toBeLessThanOrEqual(sentSize(text) + 4)
      }
    },
  )
})

test.each([...HOSTILE, '- a\n- b\n\n> c\n\n1. d\n\n[e]: https://e.example\n\nSee [e].\n\n***\n\n    code\n\n# f'])(
  'the blocks of a text are the text: %j',
  (source) => {
    const blocks = toBlocks(source)
    expect(blocks.map(({ html }) => html).join('')).toBe(toHtml(source))
    const text = blocks.map(({ text: one }) => one).join('\n\n')
    expect(text.replace(/\s+/g, ' ').trim()).toBe(toText(source).replace(/\s+/g, ' ').trim())
  },
)
