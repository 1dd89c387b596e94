import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY } from '../../server/domain/vocabulary.ts'
import {
  confirmToken,
  isManageToken,
  manageToken,
  namedInToken,
  readConfirmToken,
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
    // Not all of which is read.
    expect(shorten('👩‍👩‍👧‍👦'.repeat(100), 10)).toBe(`${'👩‍👩‍👧‍👦'.repeat(7)}…`)
    expect(shorten('short', 5)).toBe('short')
    expect(shorten('longer', 5)).toBe('long…')
  })
})

describe('a link only its receiver has', () => {
  const [secret, id] = ['secret', 'abcdefghijkl']
  const holder = { id, linkGeneration: 0 }

  test('speaks for its subscriber and for one purpose', () => {
    expect(isManageToken(secret, manageToken(secret, holder), holder)).toBe(true)
    expect(readUnsubscribeToken(secret, unsubscribeToken(secret, id))).toBe(id)
    expect(isManageToken(secret, unsubscribeToken(secret, id), holder)).toBe(false)
    expect(readUnsubscribeToken(secret, manageToken(secret, holder))).toBeNull()
    expect(isManageToken('other secret', manageToken(secret, holder), holder)).toBe(false)
  })

  test('that manages a subscription is of one generation, and the first is what it was before there were any', () => {
    const next = { id, linkGeneration: 1 }
    expect(isManageToken(secret, manageToken(secret, holder), next)).toBe(false)
    expect(isManageToken(secret, manageToken(secret, next), next)).toBe(true)
    expect(manageToken('secret', holder)).toBe('abcdefghijkl.vincOR6tNJ8bmm4DeGPl-g')
  })

  test('of a confirmation works for a day', () => {
    const token = confirmToken(secret, id, START)
    expect(readConfirmToken(secret, token, START)).toEqual({ subscriberId: id, requestedAt: START, expired: false })
    expect(readConfirmToken(secret, token, START + DAY + 1)).toMatchObject({ expired: true })
    expect(readConfirmToken(secret, manageToken(secret, holder), START)).toBeNull()
    expect(isManageToken(secret, token, holder)).toBe(false)
  })

  test('cannot be guessed or altered', () => {
    const token = manageToken(secret, holder)
    fc.assert(
      fc.property(fc.string(), (guess) => {
        expect(isManageToken(secret, guess === token ? '' : guess, holder)).toBe(false)
        expect(readUnsubscribeToken(secret, guess)).toBeNull()
        expect(readConfirmToken(secret, guess, START)).toBeNull()
      }),
    )
    for (const wrong of [token.replace('abc', 'abd'), `${token}x`, token.slice(0, -1)]) {
      expect(isManageToken(secret, wrong, holder)).toBe(false)
    }
  })

  test.each(['', '.', 'a\0b.mac', `${'a'.repeat(41)}.mac`, 'id mac'])('names nobody where it is %j', (token) => {
    expect(namedInToken(token)).toBeNull()
  })
})
