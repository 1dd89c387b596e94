import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { program } from '../../server/cli/program.ts'
import { environment } from '../../server/config/environment.ts'
import { demonstration } from '../support/app/actions.ts'
import { sqliteInMemory } from '../support/database.ts'
import { application } from '../support/docs/api.ts'
import { commands } from '../support/docs/command-line.ts'
import { documents, readDocument } from '../support/docs/documents.ts'
import { closeTestPublishers, testPublisher } from '../support/publish/publisher.ts'

const addresses = readDocument('docs/addresses.md').codes

describe('nothing goes undocumented:', () => {
  closeTestPublishers()

  test('every environment variable says what it is for', () => {
    const silent = Object.entries(environment.shape).filter(([, { description }]) => !description)
    expect(silent.map(([name]) => name)).toEqual([])
  })

  test('every command, argument and option says what it is for', () => {
    const silent = commands(program()).flatMap((command) =>
      [command.description(), ...command.registeredArguments, ...command.options]
        .filter((what) => !(typeof what === 'string' ? what : what.description))
        .map(() => command.name()),
    )
    expect(silent).toEqual([])
  })

  test('every call of the API is in docs/api.md, every other route in docs/addresses.md', async () => {
    const { app, close } = await application()
    const routes = app.routes
      .filter(({ path }) => !path.includes('*'))
      .map(({ method, path }) => ({ method, path: path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}') }))
    await close()
    const calls = readDocument('docs/api.md').codes
    const isKnown = ({ method, path }: (typeof routes)[number]) =>
      addresses.includes(path) || calls.includes(`${method} ${path.replace('/api/v1', '')}`)
    const unknown = routes.filter((route) => !isKnown(route))
    expect(unknown).toEqual([])
  })

  test('every public page, feed and file is in docs/addresses.md', async () => {
    const { files, publisher } = await testPublisher(await demonstration(await sqliteInMemory()))
    await publisher.settled()
    const patterns = new Set(files().map(patternOf))
    expect([...patterns].filter((pattern) => !addresses.includes(pattern))).toEqual([])
  })

  test('every room of the server is in docs/architecture.md', () => {
    const { codes } = readDocument('docs/architecture.md')
    const rooms = readdirSync('server', { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(rooms.map(({ name }) => `server/${name}`).filter((room) => !codes.includes(room))).toEqual([])
  })

  test('every script is in README.md or docs/', () => {
    const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts)
    const text = documents()
      .map(({ text }) => text)
      .join('\n')
    const named = (script: string) => new RegExp(`npm (run (-s )?)?${script}(?![\\w:-])`).test(text)
    // npm runs this one by itself.
    expect(scripts.filter((script) => script !== 'prepare' && !named(script))).toEqual([])
  })
})

/** `incidents/a1b2c3d4e5f6/index.html` is `/incidents/{id}/`. */
function patternOf(file: string): string {
  return `/${file}`
    .replace(/\/_astro\/.*/, '/_astro/')
    .replace(/\/index\.html$/, '/')
    .replace(/\/\d{4}-\d{2}\/$/, '/YYYY-MM/')
    .replace(/\/(incidents|platforms|programmes)\/(?!unresolved\.)[a-z0-9-]+(?=[/.])/, '/$1/{id}')
    .replace(/\/maintenance\/(?!\d{4}-\d{2}\/)[a-z0-9-]+\//, '/maintenance/{id}/')
}
