import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { isPostgres } from '../../../../db/dialect.ts'
import type { SubscribersView } from '../../../../src/views.ts'
import { personAddress, personId } from '../../../support/app/delivered.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { form, NOON, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { subscriber, subscription } from '../../../support/rows.ts'

const PEOPLE = 100_000
const SLICE = 1000
const MINUTE = 60_000

onEachDatabase('100,000 subscribers', (_, freshFile) => {
  test('are listed, searched and drawn quickly, the first page and the last', { timeout: 300_000 }, async () => {
    const app = await testApp((await freshFile()).db)
    const { headers } = await signedIn(app.db, 'admin', NOON)
    const agent = (await signedIn(app.db, 'agent', NOON)).headers
    for (let from = 0; from < PEOPLE; from += SLICE) {
      const numbers = Array.from({ length: SLICE }, (_, nth) => from + nth)
      const rows = numbers.map((nth) => ({
        ...{ ...subscriber, id: personId(nth), address: personAddress(nth), created_at: NOON - nth * MINUTE },
        ...{ updated_at: NOON - nth * MINUTE },
        ...(nth % 1000 === 999 && { state: 'off' as const, off_reason: 'mail came back: 550 no' }),
        ...(nth === 77_777 && { channel: 'slack', address: 'hooks.slack.com a b', owner: 'rosa@customer.example' }),
      }))
      await app.db.insertInto('subscribers').values(rows).execute()
      const follows = numbers.map((nth) => ({
        ...{ ...subscription, id: `s${personId(nth)}`, subscriber_id: personId(nth) },
        ...(nth % 3 === 0 && { scope_type: 'platform' as const, scope_id: nth % 30_000 === 0 ? 'chat' : 'voice' }),
      }))
      await app.db.insertInto('subscriptions').values(follows).execute()
    }
    if (isPostgres(app.db)) await sql`analyze`.execute(app.db)
    const took: Record<string, number> = {}
    const timed = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
      const began = performance.now()
      const value = await act()
      took[what] = Math.round(performance.now() - began)
      return value
    }
    const open = async (path: string, as = headers) =>
      viewOf(await app.call(`GET /${path}`, { headers: as })) as SubscribersView
    const find = async (fields: Record<string, string>, as = headers) => {
      const sent = form(Object.entries(fields))
      const to = await app.call('POST //staff/subscribers/', { ...sent, headers: { ...as, ...sent.headers } })
      return (await open(to.headers.get('location') ?? '', as)).subscribers.length
    }
    await open('/staff/subscribers/')
    expect((await timed('first page', () => open('/staff/subscribers/'))).subscribers).toHaveLength(50)
    const last = `/staff/subscribers/?after=${NOON - (PEOPLE - 20) * MINUTE}.z`
    expect((await timed('last page', () => open(last))).subscribers).toHaveLength(20)
    expect(await timed('whole address', () => find({ address: personAddress(99_000) }, agent))).toBe(1)
    expect(await timed('host', () => find({ address: 'customer.example' }, agent))).toBe(50)
    expect(await timed('host of nobody', () => find({ address: 'nowhere.example' }, agent))).toBe(0)
    expect(await timed('part', () => find({ address: 'person9900' }))).toBe(11)
    expect(await timed('channel of one', () => find({ channel: 'slack' }))).toBe(1)
    expect(await timed('channel of nobody', () => find({ channel: 'teams' }))).toBe(0)
    expect(await timed('platform of few', () => find({ platform: 'chat' }))).toBe(4)
    expect(await timed('platform of many', () => find({ platform: 'voice' }))).toBe(50)
    for (const standing of ['active', 'waiting', 'disabled', 'left', 'bounced'])
      await timed(standing, () => find({ standing }))
    await timed('one of them', () => app.call(`GET //staff/subscribers/${personId(50_000)}/`, { headers }))
    await timed('growth', () => app.call('GET //staff/subscribers/growth/', { headers }))
    await timed('growth again', () => app.call('GET //staff/subscribers/growth/', { headers }))
    console.info(isPostgres(app.db) ? 'PostgreSQL' : 'SQLite', took)
    for (const [what, ms] of Object.entries(took)) expect(`${what}: ${ms < 3000}`).toBe(`${what}: true`)
  })
})
