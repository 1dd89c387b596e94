import { expect, test } from 'vitest'
import { openIncident } from '../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../server/actions/incident/post-update.ts'
import { rehearse } from '../../server/actions/preview/rehearse.ts'
import { ok } from '../../server/domain/refusal.ts'
import { previewIncident } from '../../server/preview/incident.ts'
import { news, p2 } from '../support/app/actions.ts'
import { testPreview } from '../support/app/preview.ts'
import { onEachDatabase, openShared } from '../support/database.ts'
import { accepted } from '../support/result.ts'

const PHONE = [{ id: 'zoom-phone', impact: 'partial_outage' } as const]

onEachDatabase('previews beside posts', (_, freshFile) => {
  test('leave events, updates and audit trail without gaps, however many there are', async () => {
    const { location, db } = await freshFile()
    const { deps, ctx, ...dispatch } = await testPreview(db)
    const other = openShared(location)
    const id = await dispatch.post()
    const previews = Array.from({ length: 20 }, (_, index) =>
      previewIncident(deps, { ...ctx(), db: index % 2 ? db : other }, { do: 'update', id, command: news('Perhaps.') }),
    )
    const posts = Array.from({ length: 10 }, () => postUpdate(ctx(), id, news('Surely.')))
    for (const result of await Promise.all<{ ok: boolean }>([...previews, ...posts])) expect(result.ok).toBe(true)
    await other.destroy()
    const numbers = async (table: 'events' | 'audit') =>
      (await db.selectFrom(table).select('id').orderBy('id').execute()).map((row) => row.id)
    const updates = await db.selectFrom('updates').select(['sequence', 'body']).orderBy('sequence').execute()
    expect(updates.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 11 }, (_, index) => index + 1))
    expect(updates.map(({ body }) => body)).not.toContain('Perhaps.')
    for (const table of ['events', 'audit'] as const) {
      const ids = await numbers(table)
      expect(ids).toEqual(ids.map((_, index) => index + 1))
    }
  })

  test('keep no post waiting while they render and count', async () => {
    const { db } = await freshFile()
    const { deps, ctx } = await testPreview(db)
    let posted = false
    const renderer = {
      render: async (context: Parameters<typeof deps.renderer.render>[0]) => {
        accepted(await openIncident(ctx(), p2({ platforms: PHONE })))
        posted = true
        return deps.renderer.render(context)
      },
    }
    const command = p2({ title: 'Perhaps', platforms: PHONE })
    accepted(await previewIncident({ ...deps, renderer }, ctx(), { do: 'open', command }))
    expect(posted).toBe(true)
    expect(await db.selectFrom('incidents').select('title').execute()).toEqual([{ title: 'One-way audio' }])
  })

  test('let a post go before all but the one that runs', async () => {
    const { db } = await freshFile()
    const { deps, ctx } = await testPreview(db)
    const ended: string[] = []
    const preview = async () => {
      accepted(await previewIncident(deps, ctx(), { do: 'open', command: p2({ platforms: PHONE }) }))
      ended.push('preview')
    }
    const previews = Array.from({ length: 12 }, preview)
    accepted(await openIncident(ctx(), p2({ platforms: PHONE })))
    ended.push('post')
    await Promise.all(previews)
    expect(ended.indexOf('post')).toBeLessThanOrEqual(1)
  })

  test('end with the error of whoever looks, and leave nothing behind', async () => {
    const { db } = await freshFile()
    const { ctx } = await testPreview(db)
    const look = async () => {
      throw new Error('cannot look')
    }
    await expect(rehearse(ctx(), (inner) => openIncident(inner, p2({ platforms: PHONE })), look)).rejects.toThrow(
      'cannot look',
    )
    const seen = await rehearse(
      ctx(),
      async () => ok('done'),
      async (_trx, value, after) => `${value} after ${after}`,
    )
    const { length } = await db.selectFrom('events').select('id').execute()
    expect(seen).toEqual(ok(`done after ${length}`))
  })
})
