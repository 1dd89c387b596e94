import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { VERSION } from '../../server/lib/version.ts'
import { documents, readDocument } from '../support/docs/documents.ts'

const readme = readDocument('README.md')

test('the README is what a stranger reads: at most 7,000 bytes', () => {
  expect(Buffer.byteLength(readme.text)).toBeLessThanOrEqual(7_000)
})

test('the README shows the two commands', () => {
  expect(readme.text).toContain('npm ci && npm start')
  expect(readme.text).toContain('npm ci && npm test')
})

test('the README leads to the index of docs/, and that to every document', () => {
  expect(readme.links.map(({ path }) => path)).toContain('docs/README.md')
  const indexes = [readDocument('docs/README.md'), readDocument('docs/decisions/README.md')]
  const linked = indexes.flatMap(({ links }) => links.map(({ path }) => path))
  const written = documents().filter(({ path }) => path.startsWith('docs/') && path !== 'docs/README.md')
  expect(written.map(({ path }) => path).filter((path) => !linked.includes(path))).toEqual([])
})

test('the newest version of the changelog is that of the program', () => {
  const [newest] = [...readFileSync('CHANGELOG.md', 'utf8').matchAll(/^## (\d+\.\d+\.\d+)/gm)]
  expect(newest?.[1]).toBe(VERSION)
})
