import { describe, expect, test } from 'vitest'
import { createPlatformInput } from '../../../server/actions/platform/input.ts'
import { csv } from '../../../server/lib/csv.ts'
import { instant, line, markdown, placeZone, record, text, timeZone } from '../../../server/lib/input/fields.ts'
import { translatedUpdate } from '../../../server/lib/input/translations.ts'
import { inWords } from '../../../server/lib/input/zod-messages.ts'
import { processorTime } from '../../support/processor.ts'

const LONGEST = 50_000
const filled = (unit: string) => unit.repeat(Math.ceil(LONGEST / unit.length)).slice(0, LONGEST)
const messages = (field: ReturnType<typeof text> | typeof instant, value: string) =>
  field.safeParse(value).error?.issues.map(({ message }) => message)

test('a text that is too long is not looked at', async () => {
  // Cleaning it would take half a minute where white space is looked for from each blank on.
  const blanks = `x${' '.repeat(250_000)}x`
  for (const field of [text(20_000), line(200), markdown(20_000)]) {
    const took = await processorTime(() =>
      expect(messages(field, blanks)).toEqual([
        expect.stringMatching(/^must have at most \d+ characters: \d+ too many$/),
      ]),
    )
    expect(took).toBeLessThan(500)
  }
})

test('what is cleaned away does not count', () => {
  expect(text(5).parse('\r\n\r\nab\r\n  ')).toBe('ab')
  expect(line(5).parse('  a \n b  ')).toBe('a b')
  expect(messages(text(5), 'abcdef')).toEqual(['must have at most 5 characters: 1 too many'])
  expect(messages(text(5), ' \n ')).toEqual(['must not be empty'])
})

test('marks are not piled up on a letter, and no script loses any of its own', () => {
  expect(line(200).parse(`Z${'\u0301'.repeat(60)}oom`)).toBe(`Z${'\u0301'.repeat(8)}oom`)
  for (const written of ['Nguyễn', 'שָׁלוֹם', 'ที่นี่', 'क्षत्रिय']) expect(line(200).parse(written)).toBe(written)
})

const UNSEEN = ['must have something that readers see']

test.each(['\u200b\u200d\u2060', '\u00ad', '\u2800 \u2800', '\u3164', '\u200f', '\u{e0041}', '\ufe0f'])(
  'a text of which nobody sees anything is none: %j',
  (source) => {
    for (const field of [line(200), text(200), markdown(200)]) {
      expect(messages(field, source)).toEqual(UNSEEN)
      for (const seen of [`${source}a`, `❤${source}`, '0']) expect(field.safeParse(seen).success).toBe(true)
    }
  },
)

test.each([
  ['europe/berlin', 'Europe/Berlin'],
  ['EUROPE/BERLIN', 'Europe/Berlin'],
  ['asia/kolkata', 'Asia/Kolkata'],
  ['us/mountain', 'America/Denver'],
  ['US/Mountain', 'US/Mountain'],
  ['Europe/Kyiv', 'Europe/Kyiv'],
])('a time zone is kept as it is spelled: %s is %s', (typed, zone) => {
  expect([placeZone.parse(typed), timeZone.parse(typed)]).toEqual([zone, zone])
})

test('a number that no field takes is one fault', () => {
  const { error } = createPlatformInput.shape.position.safeParse(1e20)
  expect(inWords(error?.issues ?? []).map(({ detail }) => detail)).toEqual(['must be at most 1000000'])
})

test('an instant is whatever RFC 3339 takes for one', () => {
  const at = (text: string) => instant.safeParse(text).data
  const noon = Date.UTC(2026, 10, 10, 12)
  expect(['2026-11-10t12:00:00z', '2026-11-10T05:00:00-07:00', '2026-11-10T12:00:00.000Z'].map(at)).toEqual(
    Array(3).fill(noon),
  )
  const leap = ['2016-12-31T23:59:60Z', '2016-12-31t23:59:60.5z', '2016-12-31T16:59:60-07:00']
  expect(leap.map(at)).toEqual(Array(3).fill(Date.UTC(2016, 11, 31, 23, 59, 59)))
  for (const none of ['2026-11-10T12:00:60Z', '2026-11-10T23:59:60Z', '2016-12-31T23:59:61Z', '2016-12-31T23:59:60'])
    expect(messages(instant, none)).toEqual([expect.stringMatching(/^must be an RFC 3339 instant/)])
})

describe('a text in Markdown', () => {
  test.each([
    '[x]: http://a',
    '&#8203;',
    '&nbsp;',
    '---',
    '> ',
    '- \u200b',
    '#',
    '[](http://a.example)',
    '![](http://a.example/b.png)',
    '![ ](http://a.example)',
    '``` \n```',
  ])('shows something: %s does not', (source) => {
    expect(messages(markdown(200), source)).toEqual(UNSEEN)
    expect(messages(markdown(200), `${source}\n\nDone.`.replace('\n```\n', '\na\n```\n'))).toBeUndefined()
  })

  test.each(['1', '`a`', '    code', '- a', '|a|\n|-|', '[x](http://a.example)', '**?** no'])('shows %s', (source) => {
    expect(messages(markdown(200), source)).toBeUndefined()
  })

  const wide = Math.floor(LONGEST / 12)
  const GROWING = {
    'rows filled up to a wide head': `|${'a|'.repeat(wide)}\n|${'-|'.repeat(wide)}\n${'x\n'.repeat(wide)}`,
    'as many columns as rows': `|${'a|'.repeat(150)}\n|${'-|'.repeat(150)}\n${'|\n'.repeat(15_000)}`,
    'one address named everywhere': `[a]: http://e.x/${'x'.repeat(1_900)}\n\n${'[a] '.repeat(8_000)}`,
    'an endless address named everywhere': `[a]: http://e.x/${'x'.repeat(20_000)}\n\n${'[a] '.repeat(7_000)}`,
    'a quote of quotes with many lines': `${'>'.repeat(19)}a\n${'a\n'.repeat(20_000)}`,
    'many small tables': filled('a|b\n-|-\n|\n\n'),
    'many quotes': filled('>a\n\n'),
    headings: filled('#\n'),
    'brackets alone': filled('['),
    'an ink-eating address': `http://a.b/${'"'.repeat(49_000)}`,
  }
  test.each(Object.entries(GROWING))('may not become much more: %s', (_, source) => {
    expect(messages(markdown(LONGEST), source.slice(0, LONGEST))).toEqual([
      expect.stringMatching(/^becomes too large as a page/),
    ])
  })

  const USUAL = {
    'a report on the cause': filled('On Tuesday calls failed for an hour, see [the case](https://example.com/1).\n\n'),
    'a list': filled('- a site and what was done there\n'),
    'a log': `\`\`\`\n${'12:00:01 | edge-1 | "SIP" <503> & retry\n'.repeat(1_000)}\`\`\``.slice(0, LONGEST),
    'a table': `|site|from|to|\n|-|-|-|\n${'|Denver|12:00|13:00|\n'.repeat(800)}`,
    'empty lines': `a${'\n'.repeat(LONGEST - 2)}b`,
  }
  test.each(Object.entries(USUAL))('may be as long as before: %s', (_, source) => {
    expect(messages(markdown(LONGEST), source)).toBeUndefined()
  })

  test.each(['*a ', '*a_b', '`a``', '<http:', 'http://', '> - ', '~~a ', '|', '&#1', '\\', '_a__b'])(
    'is read in proportion to its length: %s',
    async (unit) => {
      expect(await processorTime(() => markdown(LONGEST).safeParse(filled(unit)))).toBeLessThan(2_000)
    },
  )
})

test('a cell that a spreadsheet of any country could split or run is quoted', () => {
  const rows = [
    'a;b',
    'a,b',
    'a|b',
    'a\tb',
    'a"b',
    'a\nb',
    'x;=1+1',
    ' a',
    '=1',
    '\t=1',
    ' =1',
    '＝1',
    'plain text',
    -5,
  ]
  expect(csv([rows])).toBe(
    `"a;b","a,b","a|b","a\tb","a""b","a\nb","x;=1+1"," a",'=1,"'\t=1",' =1,'＝1,plain text,-5\r\n`,
  )
})

test('a public text that says nothing keeps no promise: dots, as they stand in an example, are refused', () => {
  for (const dots of ['…', '...', '**—**']) {
    expect(markdown(100).safeParse(dots).error?.issues[0]?.message).toBe(
      'must say something: it has neither a letter nor a number',
    )
  }
  for (const said of ['ok', '5', '通話できます', '👍']) expect(markdown(100).safeParse(said).success).toBe(true)
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'the name %s, which every object has, is refused like any other that is none of a record',
  (name) => {
    const given = JSON.parse(`{"pt": {"body": "Resolvido."}, "${name}": {"body": "Lost."}}`)
    const faults = inWords(translatedUpdate(100).safeParse(given).error?.issues ?? [])
    expect(faults).toMatchObject([
      { path: [name], detail: expect.stringMatching(/^must (be one of the languages|have at most 10)/) },
    ])
    const anything = record(text(20), text(20), 5).safeParse(JSON.parse(`{"${name}": "x"}`))
    if (anything.success) expect(Object.hasOwn(anything.data, name)).toBe(true)
    else expect(inWords(anything.error.issues)).toEqual([{ path: [name], detail: 'must have another name' }])
  },
)
