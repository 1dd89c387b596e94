import { globSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { dictionary } from '../../src/i18n/index.ts'
import { type Literal, literalsOf } from '../support/i18n/literals.ts'

/** Whatever makes something that customers read. What the API says, and what is logged, is for engineers. */
const FILES = globSync([
  'src/{components,layouts,pages,scripts}/**/*.{ts,astro}',
  'public/*.{js,webmanifest}',
  'server/channels/**/*.ts',
  'server/publish/{calendars,documents,feeds,statuspage,views}/**/*.ts',
  'server/http/pages/*.ts',
  'server/http/api/subscription/subscribing.ts',
  'server/boot/installation.ts',
  'server/actions/programme/create-default-programmes.ts',
  'server/domain/maintenance/default-programmes.ts',
  'server/domain/plan/support.ts',
])
  // How a channel is described and refuses an address in the API, what failed in metrics, and the style of mails.
  .filter((path) => !/server\/channels\/(\w+\/(kind|parse)|failure-kind|email\/style)\.ts$/.test(path))
  .sort()

/** Names, and words of protocols. */
const NAMES = ['Signalpost', 'Northline Communications', 'Atom', 'JSON Feed', 'All', 'RCPT TO', 'Notification', 'Full']
/** Keys that hold several words. */
const KEYS = ['at once', 'maintenance month', 'platform updates', 'li, article, tr']

/** Two words beside each other, or one that begins like a sentence; markup aside. */
function isForPeople({ text }: Literal): boolean {
  const words = text.replace(/<[^>]*>|^[^<>]*>|<[^<]*$/g, ' ').trim()
  if (words.startsWith(':root{') || /^[a-z-]+:[^;]*;/.test(words) || [...NAMES, ...KEYS].includes(words)) return false
  return /[a-z]{2,}[,.:;]? +[a-z]{2,}/i.test(words) || /^[A-Z][a-z]{2,}[.,:;!?… ]*$/.test(words)
}

/** What glues words to sentences, which other languages build in another way. */
function isGlue({ text, node }: Literal): boolean {
  if (ts.isJsxText(node)) return /^\s*[:,;.]\s*$/.test(text)
  return /^\s?(:|,|;|\.|–|and|or|by|to|of)\s$/.test(text)
}

/** Is it thrown or logged, the reason of an outcome, a name for what is remembered, or an attribute that nobody sees? */
function isForEngineers({ node }: Literal): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isNewExpression(at) && /(Error|Problem)$/.test(at.expression.getText())) return true
    if (ts.isCallExpression(at) && /^(deps\.log\.\w+|c\.header|fail)$/.test(at.expression.getText())) return true
    if (ts.isPropertyAssignment(at) && ['why', 'class:list'].includes(at.name.getText())) return true
    if (ts.isVariableDeclaration(at) && at.name.getText() === 'why') return true
    if (ts.isJsxAttribute(at)) return !/^(aria-label|title|alt|placeholder|label)$/.test(at.name.getText())
  }
  return false
}

const literals = FILES.flatMap((path) => literalsOf(path).map((literal) => ({ path, ...literal })))
const listed = (found: typeof literals) => found.map(({ path, text }) => `${path}: ${text.trim()}`)

test('what customers read is in the dictionary, and nowhere else', () => {
  expect(FILES.length).toBeGreaterThan(100)
  expect(listed(literals.filter((literal) => isForPeople(literal) && !isForEngineers(literal)))).toEqual([])
})

test('a verb agrees with what it is said of', () => {
  const { promised } = dictionary('en').month
  expect([promised(0, 1), promised(1, 1), promised(1, 3), promised(0, 3)]).toEqual([
    '0 of 1 promise about updates was kept in time.',
    '1 of 1 promise about updates was kept in time.',
    '1 of 3 promises about updates was kept in time.',
    '0 of 3 promises about updates were kept in time.',
  ])
})

test('no sentence is glued together from words', () => {
  expect(listed(literals.filter((literal) => isGlue(literal) && !isForEngineers(literal)))).toEqual([])
})
