import { expect, test } from 'vitest'
import { DEFAULT_TEMPLATES } from '../../../server/domain/template/default-templates.ts'
import { fill, placeholdersIn, unknownPlaceholdersIn } from '../../../server/domain/template/placeholders.ts'

const known = { platforms: ['Voice', 'Chat'], case: 'NL-1', eta: '15:07 MST' }
const text = (body: string, title: string | null = null) => ({ title, body })

test('what is known of the incident is put in, however it is written', () => {
  const filled = fill(text('{platforms} by { ETA }, {Case}; {platforms}.', 'No {platforms}'), known)
  expect(filled).toEqual({
    title: 'No Voice and Chat',
    body: 'Voice and Chat by 15:07 MST, NL-1; Voice and Chat.',
    missing: [],
  })
})

test('what there is nothing for stays as it is, and is named', () => {
  const filled = fill(text('By {eta}, {case}.', 'About {platforms}'), { platforms: [], case: ' ', eta: null })
  expect(filled).toEqual({
    title: 'About {platforms}',
    body: 'By {eta}, {case}.',
    missing: ['platforms', 'case', 'eta'],
  })
})

test('a name means only itself in Markdown, and in a title needs no more', () => {
  const filled = fill(text('{platforms}', '{platforms}'), { platforms: ['A*B* [x]'] })
  expect(filled).toMatchObject({ title: 'A*B* [x]', body: 'A\\*B\\* \\[x\\]' })
  const asItIs = ['AT&T', 'SIP_TRUNK', 'Ticket #5 (EU)', 'A+B - C']
  for (const name of asItIs) expect(fill(text('{case}'), { platforms: [], case: name }).body).toBe(name)
  const escaped = { '&lt;': '\\&lt;', '# 5': '\\# 5', _x_: '\\_x\\_' }
  for (const [name, body] of Object.entries(escaped)) {
    expect(fill(text('{case}'), { platforms: [], case: name }).body).toBe(body)
  }
})

test('what is put in is not looked at for more', () => {
  expect(fill(text('{case} {eta}'), { ...known, case: '$& {eta}' }).body).toBe('$& {eta} 15:07 MST')
})

test('placeholders are told from other words in braces', () => {
  const body = 'a {eta} b {ETA} {platform} {1} {} { case } {a b}'
  expect([placeholdersIn(body), unknownPlaceholdersIn(body)]).toEqual([['case', 'eta'], ['platform']])
})

test('each template to begin with is whole once everything is known', () => {
  for (const template of DEFAULT_TEMPLATES) {
    expect(placeholdersIn(fill(template, known).body + fill(template, known).title)).toEqual([])
    expect(unknownPlaceholdersIn(`${template.body}${template.title}`)).toEqual([])
  }
})
