import { checkSync } from 'recheck'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { sources } from './support/sources.ts'

const FOLDERS = ['server', 'src', 'public', 'db']

/** Regular expressions that `recheck` cannot read, and why they are harmless. */
const UNREAD: Record<string, string> = {
  '/[[\\p{Cc}\\uFFFE\\uFFFF\\u202A-\\u202E\\u2066-\\u2069]--[\\t\\n\\r]]/gv': 'one character, from a set (flag v)',
}

interface Found {
  literal: string
  path: string
}

test('no regular expression takes longer than in proportion to the text it looks at', () => {
  const all = new Map(
    FOLDERS.flatMap((folder) => sources(folder, ['.ts', '.js', '.mjs', '.astro'])).flatMap(literalsOf),
  )
  expect(all.size).toBeGreaterThan(80)
  const slow = [...all]
    .filter(([literal]) => !UNREAD[literal])
    .flatMap(([literal, path]) => verdictOn({ literal, path }))
  expect(slow).toEqual([])
  expect(Object.keys(UNREAD).filter((literal) => !all.has(literal))).toEqual([])
})

test('what was slow before would be found again', () => {
  const before = ['/^\\n+|\\s+$/g', '/\\/+$/', '/;?\\s*$/', '/<(style|script)\\b[^>]*>([\\s\\S]*?)<\\/\\1>/g']
  expect(before.flatMap((literal) => verdictOn({ literal, path: 'before' }))).toHaveLength(4)
})

function verdictOn({ literal, path }: Found): string[] {
  const end = literal.lastIndexOf('/')
  const verdict = checkSync(literal.slice(1, end), literal.slice(end + 1), { timeout: 60_000 })
  if (verdict.status === 'safe') return []
  const reason = verdict.status === 'vulnerable' ? verdict.complexity.summary : 'not read'
  return [`${path}: ${literal} is ${verdict.status}: ${reason}`]
}

/** The literals of a file; of a component also those between its tags. */
function literalsOf({ path, text, code }: { path: string; text: string; code: string }): [string, string][] {
  const between = path.endsWith('.astro') ? [...text.matchAll(/\{([^{}]*)\}/g)].map(([, inner]) => `(${inner});`) : []
  // A tag between braces would be read as a type by which something is called.
  const files = [
    ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true),
    ts.createSourceFile(`${path}.tsx`, between.join('\n'), ts.ScriptTarget.Latest, true),
  ]
  const found: [string, string][] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push([node.text, path])
    ts.forEachChild(node, visit)
  }
  files.forEach(visit)
  return found
}
