import { expect, test } from 'vitest'
import { openIncident } from '../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../server/actions/incident/post-update.ts'
import type { Scope } from '../../server/domain/vocabulary.ts'
import { previewIncident } from '../../server/preview/incident.ts'
import { news, p2 } from '../support/app/actions.ts'
import { testPreview } from '../support/app/preview.ts'
import { onEachDatabase } from '../support/database.ts'
import { ALICE, BOB } from '../support/people.ts'
import { accepted } from '../support/result.ts'

const PHONE = [{ id: 'zoom-phone', impact: 'partial_outage' } as const]

onEachDatabase('whom a post would reach', (fresh) => {
  const open = async () => testPreview((await fresh()).db)

  test('is as many as it then tells, by channel', async () => {
    const { db, deps, ctx, ...dispatch } = await open()
    const scopes: Scope[] = [{ type: 'all' }, { type: 'platform', id: 'zoom-phone' }, { type: 'platform', id: 'teams' }]
    await dispatch.crowd(2500, (index) => scopes[index % 3] as Scope)
    for (let index = 0; index < 3; index++) await dispatch.followByPush(dispatch.push.subscribe())
    await dispatch.followByMail(ALICE, { type: 'all' }, { state: 'off', off_reason: 'unsubscribed' })
    const command = p2({ platforms: PHONE })
    const { reach } = accepted(await previewIncident(deps, ctx(), { do: 'open', command }))
    expect({ ...reach, channels: reach.channels.filter(({ count }) => count > 0) }).toEqual({
      ...{ total: 1670, staff: [] },
      organisations: { organisations: 0, contacts: 0, untold: 0, promised: false },
      channels: [
        { channel: 'email', title: 'E-mail', count: 1667 },
        { channel: 'webpush', title: 'Browser push', count: 3 },
      ],
    })
    accepted(await openIncident(ctx(), command))
    await dispatch.deliver()
    expect(await dispatch.deliveries()).toHaveLength(reach.total)
  })

  test('counts the followers of a duplicate, before and after they have moved', async () => {
    const { db, deps, ctx, ...dispatch } = await open()
    const [id, master] = [await dispatch.post(), await dispatch.post({ title: 'All calls fail' })]
    await dispatch.followByMail(ALICE, { type: 'incident', id })
    await dispatch.followByMail(BOB, { type: 'platform', id: 'teams' })
    const merging = news('The same.', { caseStatus: 'duplicate', duplicateOf: master })
    const merged = accepted(await previewIncident(deps, ctx(), { do: 'update', id, command: merging }))
    accepted(await postUpdate(ctx(), id, merging))
    const more = { do: 'update', id: master, command: news('More.') } as const
    const next = accepted(await previewIncident(deps, ctx(), more))
    await dispatch.deliver()
    expect(await dispatch.deliveries()).toHaveLength(merged.reach.total)
    accepted(await postUpdate(ctx(), master, more.command))
    await dispatch.deliver()
    expect(await dispatch.deliveries()).toHaveLength(merged.reach.total + next.reach.total)
    expect([merged.reach.total, next.reach.total]).toEqual([1, 1])
  })
})
