import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { type Imported, importSubscribers } from '../../../server/actions/subscription/import-subscribers.ts'
import { subscribeByLink } from '../../../server/actions/subscription/subscribe-by-link.ts'
import { unsubscribe } from '../../../server/actions/subscription/unsubscribe.ts'
import { emailKind } from '../../../server/channels/email/kind.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Scope } from '../../../server/domain/vocabulary.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA, ALICE, BOB } from '../../support/people.ts'
import { accepted, fieldsOf } from '../../support/result.ts'

const row = (address: string, scope: Scope = { type: 'all' }): Imported => ({
  kind: emailKind,
  target: { address, keys: null },
  scope,
  kinds: ['incident', 'maintenance'],
  locale: 'en',
  provenance: 'contract 2025',
})

async function house(db: Db) {
  const ctx = { db, plan: DEFAULT_PLAN, actor: ADA, now: START }
  accepted(await createPlatform(ctx, { id: 'voice', name: 'Voice', group: 'Calling' }))
  const states = async () =>
    Object.fromEntries(
      (await db.selectFrom('subscribers').select(['address', 'state']).execute()).map((s) => [s.address, s.state]),
    )
  const active = async () =>
    (await db.selectFrom('subscriptions').select('id').where('state', '=', 'active').execute()).length
  return { ctx, states, active }
}

onEachDatabase('importing subscribers', (fresh) => {
  test('makes them active at once, without a mail, once per thing they follow', async () => {
    const { db } = await fresh()
    const { ctx, states, active } = await house(db)
    const rows = [row(ALICE), row(ALICE, { type: 'platform', id: 'voice' }), row(BOB), row(BOB)]
    expect(accepted(await importSubscribers(ctx, rows))).toEqual({ imported: 3, unchanged: 1, suppressed: 0 })
    expect(await states()).toEqual({ [ALICE]: 'active', [BOB]: 'active' })
    expect(accepted(await importSubscribers(ctx, rows))).toEqual({ imported: 0, unchanged: 4, suppressed: 0 })
    expect(await active()).toBe(3)
    expect(await db.selectFrom('deliveries').selectAll().execute()).toEqual([])
  })

  test('confirms who had asked and not answered, and never brings back who was switched off', async () => {
    const { db } = await fresh()
    const { ctx, states } = await house(db)
    const request = {
      scopes: [{ type: 'all' as const }],
      kinds: ['incident' as const],
      locale: 'en',
      source: 'api' as const,
    }
    accepted(await subscribeByLink(ctx, { ...request, kind: emailKind, target: { address: ALICE, keys: null } }))
    accepted(await importSubscribers(ctx, [row(BOB)]))
    const bob = await db.selectFrom('subscribers').select('id').where('address', '=', BOB).executeTakeFirstOrThrow()
    accepted(await unsubscribe(ctx, bob.id))
    const again = accepted(await importSubscribers(ctx, [row(ALICE), row(BOB)]))
    expect(again).toEqual({ imported: 1, unchanged: 0, suppressed: 1 })
    expect(await states()).toEqual({ [ALICE]: 'active', [BOB]: 'off' })
  })

  test('saves nothing if a single row cannot be', async () => {
    const { db } = await fresh()
    const { ctx, states } = await house(db)
    const result = await importSubscribers(ctx, [row(ALICE), row(BOB, { type: 'platform', id: 'fax' })])
    expect(Object.keys(fieldsOf(result))).toEqual(['/1/scope/id'])
    expect(await states()).toEqual({})
  })

  test('is in the audit trail with its provenance and without addresses', async () => {
    const { db } = await fresh()
    const { ctx } = await house(db)
    const many = Array.from({ length: 1100 }, (_, index) => row(`p${index}@customer.example`))
    expect(accepted(await importSubscribers(ctx, many)).imported).toBe(1100)
    const trail = await db.selectFrom('audit').select('detail').where('action', '=', 'subscribers.import').execute()
    expect(trail.map(({ detail }) => JSON.parse(detail).imported)).toEqual([500, 500, 100])
    expect(JSON.stringify(trail)).toContain('contract 2025')
    expect(JSON.stringify(trail)).not.toContain('customer.example')
  })
})
