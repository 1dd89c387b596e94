import { writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { terminalAt } from '../support/process/terminal.ts'

async function importing(csv: string): Promise<{ code: number; lines: string[] }> {
  const folder = await temporaryFolder('import')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const run = terminalAt(folder)
  expect((await run('migrate')).code).toBe(0)
  const list = join(folder, 'list.csv')
  writeFileSync(list, csv)
  const { code, stderr } = await run('subscribers', 'import', list)
  return { code, lines: stderr.trimEnd().split('\n') }
}

test('a column that is misspelt is named once, with those that there are', async () => {
  expect(await importing('mail,scope\nanna@example.org,all\nfoo,all\n')).toEqual({
    code: 2,
    lines: [
      'Nothing was imported.',
      'header: there is no column "mail".',
      'header: the column email is missing.',
      'header: the column provenance is missing: where and when they agreed.',
      'header: it may have email, scope, kinds, locale, timeZone, provenance.',
    ],
  })
})

test('everything that is wrong with a line is named at once', async () => {
  const { code, lines } = await importing('email,scope,provenance\nfoo,nope,\n')
  expect([code, lines.slice(1)]).toEqual([
    2,
    [
      'line 2: scope: must be "all", "platform:ID" or "incident:ID"',
      expect.stringContaining('line 2: provenance: is missing'),
      expect.stringContaining('line 2: email: must be an e-mail address'),
    ],
  ])
})
