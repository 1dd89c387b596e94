import { zstdDecompressSync } from 'node:zlib'
import type { Db } from '../../../../db/schema/index.ts'
import { testDispatcher } from '../../dispatch/dispatcher.ts'
import { testApp } from '../test-app.ts'
import { deskBrowser, employ } from './in-browser.ts'

/** A desk whose mail goes out, through a provider that keeps what it was sent; one clock for all. */
export async function deskByMail(db: Db) {
  const dispatch = await testDispatcher(db)
  const app = await testApp(db, { mailFolder: undefined })
  app.clock.now = dispatch.clock()
  const ada = await employ(app, 'Ada', 'admin')
  const rosa = await employ(app, 'Rosa', 'agent')
  return {
    ...{ app, dispatch, db, ada, rosa },
    later(ms: number): void {
      app.clock.now = dispatch.clock.advance(ms)
    },
    /** Sends what waits; the mails that one address has had, the newest last. */
    async mailsTo(address: string) {
      await dispatch.deliver()
      return dispatch.mail.to(address)
    },
    async admin() {
      const browser = deskBrowser(app)
      await browser.signIn('ada@desk.example')
      return browser
    },
  }
}

/** The path of the link that a mail has. */
export function linkIn(mail: { text: string } | undefined): string {
  const [path = ''] = /\/staff\/setup\/[\w-]+/.exec(mail?.text ?? '') ?? []
  if (!path) throw new Error(`no link: ${mail?.text}`)
  return path
}

/** All that stands in a database, to be searched: every column of every table, what is compressed as it was before. */
export async function everythingIn(db: Db): Promise<string> {
  const tables = await db.introspection.getTables()
  const pieces: string[] = []
  for (const { name } of tables) {
    const rows: object[] = await db
      .selectFrom(name as 'batches')
      .selectAll()
      .execute()
    for (const value of rows.flatMap((row): unknown[] => Object.values(row))) {
      pieces.push(value instanceof Uint8Array ? readable(value) : JSON.stringify(value))
    }
  }
  return pieces.join('\n')
}

function readable(bytes: Uint8Array): string {
  try {
    return zstdDecompressSync(bytes).toString()
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}
