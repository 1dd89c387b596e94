import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY } from '../../server/domain/vocabulary.ts'
import {
  confirmToken,
  manageToken,
  readConfirmToken,
  readManageToken,
  readUnsubscribeToken,
  unsubscribeToken,
} from '../../server/lib/links.ts'
import { toHtml, toSummary, toText } from '../../server/lib/markdown.ts'
import { oneLine, shorten } from '../../server/lib/text.ts'
import { START } from '../support/clock.ts'
import { HOSTILE } from '../support/dispatch/notices.ts'

describe('Markdown', () => {
  test('becomes HTML without headings, styles or images of its own', () => {
    expect(toHtml('# Now\none\ntwo **bold** [x](https://a.example)')).toBe(
      '<p><strong>Now</strong></p>\n<p>one<br>\ntwo <strong>bold</strong> ' +
        '<a href="https://a.example" rel="noopener nofollow">x</a></p>\n',
    )
  })

  test('becomes text that reads as it was meant', () => {
    const source = `# Now

First, see [the portal](https://p.example/1) or https://q.example.

1. one
2. two
   - deep

> said

| who | what |
|---|:-:|
| a | b |`
    expect(toText(source)).toBe(`Now

First, see the portal (https://p.example/1) or https://q.example.

1. one
2. two
   - deep

> said

who | what
a | b`)
  })

  test('becomes one short line', () => {
    expect(toSummary('**Now**\n\n- one\n- [two](https://a.example)', 120)).toBe('Now one two')
    expect(toSummary('word '.repeat(100), 20)).toBe('word word word word…')
  })

  test.each(HOSTILE)('never becomes a program: %j', (evil) => {
    const html = toHtml(evil)
    expect(html).not.toMatch(/<(script|img|svg|iframe|style)\b/i)
    expect(html).not.toMatch(/<[^>]*\s(on\w+|style)\s*=/i)
    for (const [, href] of html.matchAll(/href="([^"]*)"/gi)) expect(href).toMatch(/^(https?:|mailto:)/i)
  })
})

describe('a header’s value', () => {
  test('is one line of printable text, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = oneLine(text)
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u)
        expect(line.isWellFormed()).toBe(true)
        expect(oneLine(line)).toBe(line)
      }),
    )
  })

  test('is cut between characters as people see them', () => {
    expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('👩‍👩‍👧‍👦…')
    expect(shorten('short', 5)).toBe('short')
    expect(shorten('longer', 5)).toBe('long…')
  })
})

describe('a link only its receiver has', () => {
  const [secret, id] = ['secret', 'abcdefghijkl']

  test('speaks for its subscriber and for one purpose', () => {
    expect(readManageToken(secret, manageToken(secret, id))).toBe(id)
    expect(readUnsubscribeToken(secret, unsubscribeToken(secret, id))).toBe(id)
    expect(readManageToken(secret, unsubscribeToken(secret, id))).toBeNull()
    expect(readUnsubscribeToken(secret, manageToken(secret, id))).toBeNull()
    expect(readManageToken('other secret', manageToken(secret, id))).toBeNull()
  })

  test('of a confirmation works for a day', () => {
    const token = confirmToken(secret, id, START)
    expect(readConfirmToken(secret, token, START)).toEqual({ subscriberId: id, requestedAt: START, expired: false })
    expect(readConfirmToken(secret, token, START + DAY + 1)).toMatchObject({ expired: true })
    expect(readConfirmToken(secret, manageToken(secret, id), START)).toBeNull()
    expect(readManageToken(secret, token)).toBeNull()
  })

  test('cannot be guessed or altered', () => {
    const token = manageToken(secret, id)
    fc.assert(
      fc.property(fc.string(), (guess) => {
        expect(readManageToken(secret, guess === token ? '' : guess)).toBeNull()
        expect(readConfirmToken(secret, guess, START)).toBeNull()
      }),
    )
    expect(readManageToken(secret, token.replace('abc', 'abd'))).toBeNull()
    expect(readManageToken(secret, `${token}x`)).toBeNull()
    expect(readManageToken(secret, token.slice(0, -1))).toBeNull()
  })
})
