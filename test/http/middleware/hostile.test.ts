import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { outage, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'
import { randomCases } from '../../support/random-cases.ts'

const ROUTES = [
  'POST /incidents',
  'PATCH /incidents/ID',
  'POST /incidents/ID/updates',
  'POST /platforms',
  'POST /subscriptions',
  'PATCH /platforms/voice',
]

/** Almost right: a good body with one value replaced by anything. */
const almost = fc
  .tuple(fc.constantFrom('title', 'priority', 'platforms', 'update', 'notify', 'openedAt', 'vendor'), fc.jsonValue())
  .map(([field, value]) => ({ ...outage(), [field]: value, extra: 1 }))

const saved = async (db: Db) => {
  const counts: Record<string, number> = {}
  for (const table of [
    'incidents',
    'updates',
    'events',
    'audit',
    'subscribers',
    'subscriptions',
    'idempotency',
  ] as const) {
    counts[table] = (
      await db
        .selectFrom(table)
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  }
  return counts
}

onEachDatabase('hostile input', (fresh) => {
  test('any JSON in any body gets a problem that says what to do, and leaves nothing behind', async () => {
    const { call, db } = await testApp((await fresh()).db)
    const { id } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
    const before = await saved(db)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ROUTES), fc.oneof(fc.jsonValue(), almost), async (route, body) => {
        const answer = await call(route.replace('ID', id), { as: 'admin', key: 'k', body })
        expect([route, answer.status]).toEqual([route, 422])
        expect(answer.headers.get('content-type')).toBe('application/problem+json')
        expect(answer.json.errors.length).toBeGreaterThan(0)
      }),
      randomCases(150),
    )
    expect(await saved(db)).toEqual(before)
  })

  test('any bytes, path, query and header get a 4xx, never a 5xx', async () => {
    const { call } = await testApp((await fresh()).db, { limits: { calls: { count: 1e6, per: 1 } } })
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('..', '%00', '%', '%E0%A4%A', "';--", '\u202e'),
    )
    const safe = (text: string) => encodeURI(text.toWellFormed()).replace(/[?#]/g, '_')
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          'GET /incidents/',
          'GET /platforms/',
          'GET /subscriptions/',
          'GET //confirm/',
          'POST //manage/',
          'POST //unsubscribe/',
          'GET /incidents?cursor=',
          'GET /incidents?platform=',
        ),
        part,
        fc.uint8Array({ maxLength: 50 }),
        async (line, text, bytes) => {
          const raw = line.startsWith('POST') ? { raw: new Uint8Array(bytes) } : {}
          const { status } = await call(line + safe(text), {
            ...raw,
            headers: { cookie: safe(text), 'x-forwarded-for': safe(text) },
          })
          expect([line, text, status < 500]).toEqual([line, text, true])
        },
      ),
      randomCases(200),
    )
  })

  test('whatever staff type is kept as text that XML, mail headers and databases can hold', async () => {
    const { call } = await testApp((await fresh()).db)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), async (text) => {
        const answer = await call('POST /incidents', {
          as: 'admin',
          body: outage({ title: `a${text}`, update: { body: `b${text}` } }),
        })
        expect(answer.status).toBe(201)
        const { title, updates } = answer.json
        expect(title).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\ufffe\uffff]/u)
        expect(updates[0].body).not.toMatch(/[^\P{Cc}\n\t]|[\p{Cs}\ufffe\uffff]/u)
      }),
      randomCases(40),
    )
  })
})
