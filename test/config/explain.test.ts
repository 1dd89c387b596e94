import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import { OutcomeUnknown } from '../../db/postgres.ts'
import { explain } from '../../server/boot/explain-error.ts'
import { temporaryFolder } from '../support/folder.ts'

/** What the operator reads when this fails. */
async function told(work: () => unknown): Promise<string> {
  try {
    await work()
  } catch (error) {
    return explain(error)
  }
  throw new Error('it worked')
}

const listen = (port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(port, host, () => server.close(() => resolve()))
  })

test('a damaged database is to be restored', async () => {
  const file = join(await temporaryFolder('damaged'), 'signalpost.sqlite')
  writeFileSync(file, 'not a database at all. '.repeat(400))
  expect(await told(() => openDatabase({ file }))).toMatch(/^file is not a database\n.*"restore FILE"/)
})

test('a DATA_DIR that cannot be one is named', async () => {
  const file = join(await temporaryFolder('folder'), 'file')
  writeFileSync(file, '')
  expect(await told(() => openDatabase({ file: join(file, 'signalpost.sqlite') }))).toMatch(
    /\nSet DATA_DIR to a folder/,
  )
})

test('a commit that nobody knows the end of is to be looked at', async () => {
  const lost = () => {
    throw new OutcomeUnknown('The connection was lost while the transaction was committed.')
  }
  expect(await told(lost)).toMatch(/committed\.\nIt may have been saved: look before you do it again\.$/)
})

test('an address that this machine has not is a matter of HOST', async () => {
  expect(await told(() => listen(0, '192.0.2.1'))).toMatch(/\nHOST is not an address of this machine/)
})

test('a PostgreSQL that does not answer is a matter of DATABASE_URL', async () => {
  const db = openDatabase({ url: 'postgres://127.0.0.1:1/none' })
  expect(await told(() => db.introspection.getTables())).toMatch(/ECONNREFUSED.*\n.*DATABASE_URL/)
  await db.destroy()
})

test('what nobody foresaw comes with its stack', async () => {
  expect(await told(() => Promise.reject(new TypeError('x is not y')))).toMatch(/^TypeError: x is not y\n +at /)
})

test.each([
  ['ENOSPC', /disk is full: make room/],
  ['SQLITE_FULL', /disk is full: make room/],
  ['EDQUOT', /quota/],
  ['EROFS', /read-only/],
  ['EACCES', /right/],
  ['53100', /disk of the PostgreSQL server is full/],
  ['25006', /standby/],
])('what refuses a write with %s is told in words that fit', async (code, words) => {
  const [, advice = ''] = (await told(() => Promise.reject(Object.assign(new Error('x'), { code })))).split('\n')
  expect(advice).toMatch(words)
  expect(advice.includes('right')).toBe(code === 'EACCES')
})
