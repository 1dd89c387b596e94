import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { program } from '../../server/cli/program.ts'
import { environment, SECRETS } from '../../server/config/environment.ts'
import { commands, nameOf } from '../support/docs/command-line.ts'
import { documents, readDocument, type Written } from '../support/docs/documents.ts'

const SCRIPTS = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts)
const COMMANDS = commands(program())
const VARIABLES = [...Object.keys(environment.shape), ...SECRETS.map((name) => `${name}_FILE`)]

/** Everything that a reader may copy: what stands in backticks, and what stands in blocks of shell. */
const copied = ({ codes, blocks }: Written) => [
  ...codes,
  ...blocks.filter(({ language }) => language === 'sh').map(({ code }) => code.replaceAll('\\\n', ' ')),
]

describe.each(documents())('$path', (document) => {
  test('links to what there is', () => {
    const broken = document.links.filter(({ path, anchor }) => {
      if (!existsSync(path)) return true
      return anchor !== undefined && !readDocument(path).anchors.includes(anchor)
    })
    expect(broken).toEqual([])
  })

  // A checklist names the files that its reader makes.
  test.skipIf(document.path.includes('/adding-'))('names files that exist', () => {
    const files = document.codes.filter((code) => /^(server|db|src|test|docs|public)\/[\w./-]*$/.test(code))
    expect(files.filter((path) => !existsSync(path))).toEqual([])
  })

  test('names scripts that exist', () => {
    const named = copied(document).flatMap((code) => [...code.matchAll(/npm run (?:-s )?([\w:]+)/g)])
    expect(named.map(([, script]) => script).filter((script) => !SCRIPTS.includes(script ?? ''))).toEqual([])
  })

  test('names commands and options that exist', () => {
    const lines = copied(document).flatMap((code) => [...code.matchAll(/npm run -s signalpost -- ([^\n)|;&]+)/g)])
    expect(lines.map(([, line = '']) => line).filter((line) => !isCommand(line))).toEqual([])
  })

  test('names variables that exist', () => {
    const named = copied(document).flatMap((code) => code.match(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g) ?? [])
    expect(named.filter((name) => !VARIABLES.includes(name) && !OTHERS.includes(name))).toEqual([])
  })
})

/** What the tests, the shell or SQLite read, and constants of the code. */
const OTHERS = [
  'NAME_FILE',
  'CHROMIUM_PATH',
  'MALLOC_ARENA_MAX',
  'UV_THREADPOOL_SIZE',
  'CHANNEL_KINDS',
  'IN_PASSING',
  'STAFF_KIND',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
]

function isCommand(line: string): boolean {
  if (/^(COMMAND\b|--)/.test(line)) return true
  const command = COMMANDS.find((one) => `${line} `.startsWith(`${nameOf(one)} `))
  const flags = [...(command?.options ?? []).map(({ long }) => long), '--help']
  return command !== undefined && (line.match(/--[\w-]+/g) ?? []).every((flag) => flags.includes(flag))
}
