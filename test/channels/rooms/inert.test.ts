import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../../server/channels/channel.ts'
import { MAINTENANCE_NOTICE } from '../../support/dispatch/maintenance-notice.ts'
import { HOSTILE, UNPRINTABLE } from '../../support/dispatch/notices.ts'
import { markdownOf, runsOf, sectionsOf, toRoom, update } from '../../support/dispatch/rooms.ts'
import { randomCases } from '../../support/random-cases.ts'

/** What means something to one of the services, or to a program on the way. */
const MARKUP = [
  ...[
    '*bold*',
    '**bold**',
    '_so_',
    '~gone~',
    '~~gone~~',
    '`code`',
    '```',
    '> ',
    '>>> ',
    '# ',
    '- ',
    '+ ',
    '1. ',
    '1) ',
  ],
  ...['---', '===', '|', '\\', '    ', '\t', '[x](https://evil.example)', '<https://evil.example|x>', '![x](y)'],
  ...['<!channel>', '<!here>', '<!everyone>', '<@U012AB3CD>', '<#C024BE7LR>', '<!subteam^S1>', '<!date^1^{date}|x>'],
  ...['<@all>', '<@personEmail:a@b.example|A>', '<@personId:x>', '<spark-mention>', '<at>All</at>', '<AT id="0">'],
  ...[
    '{{DATE(2026-11-27T00:00:00Z)}}',
    '{{TIME(x)}}',
    '$' + '{x}',
    '@{body()}',
    ':fire:',
    ':+1:',
    '@channel',
    '&lt;',
    '&amp;',
  ],
  ...[
    '&#60;!channel&#62;',
    '</p>',
    '<script>',
    '<b>',
    '"',
    "'",
    '{"type":"x"}',
    '\u202E',
    '\u0000',
    '\uD800',
    '\u2028',
    '\r\n',
  ],
  ...[
    '👩‍👩‍👧‍👦',
    'שלום',
    'e\u0301'.repeat(40),
    'word',
    ' ',
    '\n',
    '\n\n',
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
    '&',
    '!',
    '@',
    '#',
    ':',
  ],
]
const foreign = fc.oneof(
  fc.array(fc.constantFrom(...MARKUP), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...HOSTILE),
)

/** Every text of a message is foreign: eight to twelve of them. */
const updates = fc
  .record({
    ...{ title: foreign, body: foreign, reason: foreign, vendor: foreign, caseNumber: foreign },
    names: fc.array(foreign, { minLength: 3, maxLength: 3 }),
  })
  .map(({ names, ...texts }): Message => {
    const platforms = names.map((name, n) => ({ id: `p${n}`, name, impact: 'partial_outage' as const }))
    return update({ ...texts, title: `x${texts.title}`, platforms })
  })
const windows = fc
  .record({ title: foreign, body: foreign, description: foreign, reason: foreign, name: foreign })
  .map(({ name, ...texts }): Message => {
    const notice = { ...MAINTENANCE_NOTICE, ...texts, title: `x${texts.title}`, platforms: [{ id: 'p', name }] }
    return { kind: 'maintenance', notice }
  })
const messages = fc.oneof(updates, windows)
/** With about nine texts in each, 100,000 of them in the whole run, and for each service in the long one. */
const CASES = randomCases(4_000)

const OURS = /^https:\/\/status\.example\/(incidents|maintenance)\/[\w-]+\/$/
/** Markdown of staff has links, to the web and to mailboxes alone. */
const isLink = (url: string) => OURS.test(url) || /^(https?:\/\/|mailto:)/i.test(url)

function expectPrintable(body: string): void {
  expect(body.isWellFormed()).toBe(true)
  JSON.parse(body, (_, value) => {
    if (typeof value === 'string') expect(value).not.toMatch(UNPRINTABLE)
    return value
  })
}

describe('whatever staff and platforms are called, a message is no more than text', () => {
  test('in an Adaptive Card: small, without mentions, functions and text blocks that would read Markdown', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const body = toRoom('teams', message)
        expect(Buffer.byteLength(body)).toBeLessThan(20_000)
        expectPrintable(body)
        expect(body).not.toMatch(/<\/?at\b|\{\{|\$\{|@\{|"entities"|"TextBlock"/i)
        for (const { url } of runsOf(body)) if (url !== undefined) expect(isLink(url)).toBe(true)
      }),
      CASES,
    )
  })

  test('in Block Kit: within its limits, without mentions, and with no links but those of a text', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const body = toRoom('slack', message)
        expectPrintable(body)
        const { blocks, text } = JSON.parse(body)
        expect(blocks.length).toBeLessThanOrEqual(50)
        const sections = sectionsOf(body)
        expect(sections.reduce((sum, section) => sum + section.text.length, 0)).toBeLessThanOrEqual(13_200)
        for (const section of sections) {
          expect(section.text.length).toBeLessThanOrEqual(section.type === 'plain_text' ? 150 : 3000)
          expect(section.text.trim()).not.toBe('')
        }
        const [header, ...others] = sections.map((section) => section.text)
        expect(header).not.toMatch(/[<>]/)
        for (const said of [text, ...others]) expectPlainMrkdwn(said)
      }),
      CASES,
    )
  })

  test('in Webex’s Markdown: small, without mentions, HTML, pictures, code, tables or links but those of a text', () => {
    const reader = new MarkdownIt({ html: true })
    fc.assert(
      fc.property(messages, (message) => {
        const body = toRoom('webex', message)
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(7_439)
        expectPrintable(body)
        const markdown = markdownOf(body)
        expect(markdown).not.toMatch(/<|(?<!\\)[`|]/)
        const html = reader.render(markdown)
        const tags = [...html.matchAll(/<\/?([\w-]+)/g)].map(([, tag]) => tag)
        expect(tags.filter((tag) => !/^(p|strong|br|a|ul|ol|li|blockquote)$/.test(tag ?? ''))).toEqual([])
        for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) expect(isLink(href)).toBe(true)
      }),
      CASES,
    )
  })
})

/** What is between angle brackets is a link; nothing else begins markup: bold that we wrote holds no sign of markup. */
function expectPlainMrkdwn(text: string): void {
  const linkless = text.replace(/<((?:https?:\/\/|mailto:)[^|<>]*)\|[^<>]*>/gi, (_, url) => (isLink(url) ? '' : '<'))
  expect(linkless).not.toMatch(/[<>]/)
  expect(linkless.replace(/&(amp|lt|gt);/g, '')).not.toContain('&')
  const uncoded = linkless.replace(/`[^`\n]+`/g, '')
  expect(uncoded).not.toMatch(/[`~]|:[a-z+][\w+-]*:|(^|[^\p{L}\p{N}])_|_([^\p{L}\p{N}]|$)/u)
  for (const line of uncoded.split('\n')) expect((line.match(/\*/g) ?? []).length % 2).toBe(0)
}

describe('what the services would do something about', () => {
  const evil = '<!channel> <@U1> <at>All</at> <@all> {{DATE(x)}} *a* _b_ :fire: & [x](javascript:alert(1))'

  test('is still to be read as it was written', () => {
    const message = update({ title: evil, body: evil })
    const teams = runsOf(toRoom('teams', message)).map(({ text }) => text.replaceAll('\u200B', ''))
    expect(teams[0]).toBe(`P1G: ${evil}`)
    const [header, , said] = sectionsOf(toRoom('slack', message))
    expect(header?.text).toContain('&lt;!channel&gt; &lt;@U1&gt;')
    expect(said?.text).toContain('&lt;!channel&gt; &lt;@U1&gt; &lt;at&gt;All')
    expect(new MarkdownIt().render(markdownOf(toRoom('webex', message)))).toContain('&lt;!channel&gt; &lt;@U1&gt;')
  })

  test('a text that is too long is cut between characters, and leads to the page', () => {
    for (const [name, body] of Object.entries({
      woman: '👩‍👩‍👧‍👦'.repeat(2000),
      words: 'ten words of text '.repeat(2000),
    })) {
      const message = update({ body, platforms: [] })
      for (const room of ['teams', 'slack', 'webex'] as const) {
        const sent = toRoom(room, message)
        expect(sent, name).toContain('The text goes on. Read all of it on the page')
        expect(sent).toContain('…')
        expect(sent).not.toMatch(/\u200D…|\uD83D…/)
      }
    }
  })

  test('a hundred platforms are some of them, and how many more there are', () => {
    const platforms = Array.from({ length: 100 }, (_, n) => ({
      id: `p${n}`,
      name: `N${n}`,
      impact: 'major_outage' as const,
    }))
    for (const room of ['teams', 'slack', 'webex'] as const) {
      const sent = toRoom(room, update({ platforms }))
      expect(sent).toContain('N9')
      expect(sent).not.toContain('N10')
      expect(sent).toContain('90 more platforms')
    }
  })
})
