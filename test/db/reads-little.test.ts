import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import { useSecretKey } from '../../db/system/audit-key.ts'
import { demonstration } from '../support/app/actions.ts'
import { signedIn } from '../support/app/signed-in.ts'
import { NOON, testApp } from '../support/app/test-app.ts'
import { bindTestKey, TEST_KEY } from '../support/process/secret-key.ts'
import { headerPolicy, render } from '../support/site/pages.ts'

/** What grows without end; of everything else there are some hundred. */
const ENDLESS = [
  ...['incidents', 'updates', 'impacts', 'maintenances', 'maintenance_updates', 'events', 'deliveries', 'attempts'],
  ...['subscribers', 'subscriptions', 'organisations', 'contacts', 'audit', 'drafts', 'postmortems'],
]
/** Indexes that hold only what is not over. */
const OF_WHAT_IS_OPEN = /(incidents|maintenances)_open$/
const SCAN = new RegExp(`^SCAN (${ENDLESS.join('|')})\\b`)

interface Asked {
  text: string
  values: unknown[]
}

/** A database that writes down what it is asked. */
async function listeningDatabase() {
  const asked: Asked[] = []
  const handle = new Sqlite(':memory:')
  const db = openDatabase({ handle })
  await migrate(db)
  await bindTestKey(db)
  useSecretKey(db, TEST_KEY)
  const prepare = handle.prepare.bind(handle)
  handle.prepare = ((text: string) => {
    const statement = prepare(text)
    const all = statement.all.bind(statement)
    statement.all = (...values) => {
      asked.push({ text, values })
      return all(...values)
    }
    return statement
  }) as typeof handle.prepare
  const steps = ({ text, values }: Asked) =>
    (prepare(`explain query plan ${text}`).all(...values) as { detail: string }[]).map(({ detail }) => detail)
  return { db, asked, steps }
}

const PAGES = [
  ...['', 'incidents/', 'maintenance/', 'organisations/', 'people/', 'templates/', 'audit/', 'deliveries/'],
  ...['subscribers/', 'platforms/', 'handover/'],
]

test.each(PAGES)('/staff/%s looks at no more than it shows, however much there ever was', async (path) => {
  const { db, asked, steps } = await listeningDatabase()
  await demonstration({ db })
  const app = await testApp(db, { renderer: { render, headerPolicy } })
  const { headers } = await signedIn(db, 'admin', NOON)
  asked.length = 0
  const { status } = await app.call(`GET //staff/${path}`, { headers })
  const reads = asked.filter(({ text }) => /^(select|with)/.test(text) && !text.includes(' limit '))
  const whole = reads.flatMap((read) => {
    const scans = steps(read).filter((step) => SCAN.test(step) && !OF_WHAT_IS_OPEN.test(step))
    return scans.length > 0 ? [{ text: read.text, scans }] : []
  })
  expect([status, reads.length > 0, whole]).toEqual([200, true, []])
})
