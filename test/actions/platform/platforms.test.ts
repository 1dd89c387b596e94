import { expect, test } from 'vitest'
import { findPlatform, listPlatforms } from '../../../db/platform/platforms.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { actionContext, addPlatforms, auditTrail, news, opened, p2 } from '../../support/app/actions.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

onEachDatabase('platforms', (fresh) => {
  test('a new one stands last unless it is given a place', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    accepted(
      await createPlatform(actionContext(db, ADA), { id: 'portal', name: 'Portal', group: 'Portals', position: 1 }),
    )
    expect((await listPlatforms(db)).map((platform) => platform.id)).toEqual(['portal', 'trunks', 'fax'])
  })

  test('no two in use in a group read alike', async () => {
    const { db } = await fresh()
    const ctx = actionContext(db, ADA)
    await addPlatforms(db, 'trunks', 'fax')
    const add = (name: string, group: string) => createPlatform(ctx, { id: 'more', name, group })
    const taken = { kind: 'conflict', code: 'platform_name_taken', detail: expect.stringContaining('"fax"') }
    for (const name of ['FAX', 'Fax', 'Ｆａｘ', 'fa\u200bx']) {
      expect(refused(await add(name, 'Voice'))).toMatchObject(taken)
      expect(refused(await changePlatform(ctx, 'trunks', { name }))).toMatchObject(taken)
    }
    accepted(await add('Fax', 'Portals'))
    expect(refused(await changePlatform(ctx, 'more', { group: 'Voice' }))).toMatchObject(taken)
    accepted(await changePlatform(ctx, 'fax', { name: 'Fax' }))
    accepted(await changePlatform(ctx, 'fax', { archived: true }))
    accepted(await changePlatform(ctx, 'trunks', { name: 'fax' }))
    expect(refused(await changePlatform(ctx, 'fax', { archived: false }))).toMatchObject({
      code: 'platform_name_taken',
    })
  })

  test('one of two that read alike from before may change all else', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    await db.updateTable('platforms').set({ name: 'Fax' }).execute()
    accepted(await changePlatform(actionContext(db, ADA), 'trunks', { description: 'Paper.', name: 'Fax' }))
  })

  test('one that an open incident affects, even a drill, cannot be archived', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db), p2({ drill: true }))
    expect(refused(await changePlatform(actionContext(db, ADA), 'trunks', { archived: true }))).toMatchObject({
      kind: 'conflict',
      code: 'platform_in_use',
    })
    accepted(await postUpdate(actionContext(db), id, news('Over.', { phase: 'resolved' })))
    accepted(await changePlatform(actionContext(db, ADA), 'trunks', { archived: true }))
  })

  test('an archived one leaves the page, cannot be named any more and can come back', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    accepted(await changePlatform(actionContext(db, ADA), 'trunks', { archived: true }))
    expect((await listPlatforms(db)).map((platform) => platform.id)).toEqual(['fax'])
    expect(refused(await openIncident(actionContext(db), p2()))).toMatchObject({
      fields: [{ pointer: '/platforms/0/id' }],
    })
    const id = await opened(actionContext(db), p2({ platforms: [] }))
    const named = news('More.', { platforms: [{ id: 'trunks', impact: 'major_outage' }] })
    expect(refused(await postUpdate(actionContext(db), id, named))).toMatchObject({
      fields: [{ pointer: '/platforms/0/id' }],
    })
    accepted(await changePlatform(actionContext(db, ADA), 'trunks', { archived: false }))
    accepted(await postUpdate(actionContext(db), id, named))
  })

  test('the audit trail tells what changed and nothing else', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    accepted(
      await changePlatform(actionContext(db, ADA), 'trunks', {
        name: 'SIP trunking',
        group: 'Voice',
        description: null,
      }),
    )
    expect((await auditTrail(db)).at(-1)?.detail).toEqual({ name: { from: 'TRUNKS', to: 'SIP trunking' } })
    const entries = (await auditTrail(db)).length
    accepted(await changePlatform(actionContext(db, ADA), 'trunks', { name: 'SIP trunking' }))
    expect(await auditTrail(db)).toHaveLength(entries)
    expect(await findPlatform(db, 'trunks')).toMatchObject({ name: 'SIP trunking', group_name: 'Voice', archived: 0 })
  })

  test('one that does not exist is not found', async () => {
    const { db } = await fresh()
    expect(refused(await changePlatform(actionContext(db, ADA), 'nowhere', { name: 'x' }))).toMatchObject({
      kind: 'not_found',
    })
  })
})
