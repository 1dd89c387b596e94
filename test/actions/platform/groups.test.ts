import { expect, test } from 'vitest'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { orderPlatforms } from '../../../server/actions/platform/order-platforms.ts'
import { renameGroup } from '../../../server/actions/platform/rename-group.ts'
import { listGroups } from '../../../server/http/console/platform/groups.ts'
import { listPlatforms } from '../../../server/queries/platforms.ts'
import { actionContext, addPlatforms, auditTrail } from '../../support/app/actions.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

onEachDatabase('platforms and their groups', (fresh) => {
  async function start() {
    const { db } = await fresh()
    const ctx = actionContext(db, ADA)
    await addPlatforms(db, 'trunks', 'fax')
    accepted(await createPlatform(ctx, { id: 'portal', name: 'Portal', group: 'Portals' }))
    const order = async () => (await listPlatforms(db)).map(({ id }) => id)
    return { db, ctx, order }
  }

  test('are put in another order at once, which one event and one entry of the trail tell', async () => {
    const { db, ctx, order } = await start()
    const events = async () => (await db.selectFrom('events').selectAll().orderBy('id').execute()).slice(-1)
    accepted(await orderPlatforms(ctx, ['portal', 'fax', 'trunks']))
    expect(await order()).toEqual(['portal', 'fax', 'trunks'])
    const [event] = await events()
    expect(event).toMatchObject({ kind: 'platform.changed', notify: 0 })
    expect((await auditTrail(db)).at(-1)).toMatchObject({
      action: 'platform.order',
      detail: { portal: { from: 3, to: 1 }, trunks: { from: 1, to: 3 } },
    })
    expect(accepted(await orderPlatforms(ctx, ['portal', 'fax', 'trunks'])).changed).toBe(false)
    expect(await events()).toEqual([event])
  })

  test('are not put in order by a list that lacks one, has one twice or has an archived one', async () => {
    const { ctx, order } = await start()
    accepted(await changePlatform(ctx, 'fax', { archived: true }))
    for (const wrong of [['trunks'], ['trunks', 'trunks'], ['trunks', 'fax'], ['trunks', 'portal', 'fax'], []])
      expect(refused(await orderPlatforms(ctx, wrong)).code).toBe('platforms_changed')
    expect(await order()).toEqual(['trunks', 'portal'])
  })

  test('keep what identifies the group when it is renamed, with archived ones in it', async () => {
    const { db, ctx } = await start()
    accepted(await changePlatform(ctx, 'fax', { archived: true }))
    const before = await db.selectFrom('platforms').select(['id', 'updated_at']).orderBy('id').execute()
    const [voice] = await listGroups(db)
    accepted(await renameGroup({ ...ctx, now: ctx.now + 1000 }, { from: 'Voice', to: 'Calling' }))
    expect((await listGroups(db))[0]).toMatchObject({ id: voice?.id, name: 'Calling' })
    const after = await db.selectFrom('platforms').selectAll().orderBy('id').execute()
    expect(after.map(({ group_name }) => group_name)).toEqual(['Calling', 'Portals', 'Calling'])
    // Of one that an older version archived, the last change says when.
    expect(after[0]?.updated_at).toBe(before[0]?.updated_at)
    accepted(await createPlatform(ctx, { id: 'lines', name: 'Lines', group: 'Voice' }))
    expect((await listGroups(db)).map(({ id }) => id === voice?.id)).toEqual([true, false, false])
  })

  test('have no two groups that read alike by renaming one', async () => {
    const { ctx } = await start()
    expect(refused(await renameGroup(ctx, { from: 'Voice', to: 'PORTALS' })).code).toBe('group_name_taken')
    expect(refused(await renameGroup(ctx, { from: 'Nothing', to: 'Portals' })).kind).toBe('not_found')
    accepted(await renameGroup(ctx, { from: 'Voice', to: 'VOICE' }))
  })
})
