import { expect, test } from 'vitest'
import { noticesOf } from '../../db/maintenance/notices.ts'
import { cancelMaintenance } from '../../server/actions/maintenance/cancel-maintenance.ts'
import { changeMaintenance } from '../../server/actions/maintenance/change-maintenance.ts'
import { postMaintenanceUpdate } from '../../server/actions/maintenance/post-maintenance-update.ts'
import { type NewMaintenance, scheduleMaintenance } from '../../server/actions/maintenance/schedule-maintenance.ts'
import { createDefaultProgrammes } from '../../server/actions/programme/create-default-programmes.ts'
import { DAY, HOUR } from '../../server/domain/vocabulary.ts'
import { type MaintenanceCommand, previewMaintenance } from '../../server/preview/maintenance.ts'
import { everyRow, testPreview, withoutIds } from '../support/app/preview.ts'
import { onEachDatabase } from '../support/database.ts'
import { ADA, ALICE } from '../support/people.ts'
import { accepted, refused } from '../support/result.ts'

onEachDatabase('what a word about maintenance would do', (fresh) => {
  const open = async () => {
    const dispatch = await testPreview((await fresh()).db)
    await dispatch.followByMail(ALICE)
    accepted(await createDefaultProgrammes({ ...dispatch.ctx(), actor: ADA }, { monthly: ['teams'] }))
    const startsAt = dispatch.clock() + 20 * DAY
    const command: NewMaintenance = {
      ...{ title: 'New border controllers', programme: 'monthly', platforms: ['teams'], impact: 'under_maintenance' },
      ...{ description: 'Calls may drop.', reason: 'They are old.' },
      ...{ startsAt, endsAt: startsAt + 2 * HOUR, notify: true, acceptConflicts: false },
    }
    return { ...dispatch, command }
  }

  test('is shown as it then is, from scheduling to cancelling and completing', async () => {
    const { db, deps, ctx, command, ...dispatch } = await open()
    const shown = async (asked: MaintenanceCommand) => {
      const before = await everyRow(db)
      const preview = accepted(await previewMaintenance(deps, ctx(), asked))
      expect(await everyRow(db)).toEqual(before)
      expect(preview.page?.html).toContain('New border controllers')
      return preview
    }
    const scheduling = await shown({ do: 'schedule', command })
    // It is announced a week ahead.
    expect(scheduling).toMatchObject({
      ...{ reach: { total: 0 }, mail: null, push: null },
      consequence: {
        state: 'planned',
        platforms: [],
        warnings: [],
        toldFirst: [],
        window: { startsAt: command.startsAt },
      },
    })
    const { id } = accepted(await scheduleMaintenance(ctx(), command))
    const promised = (await noticesOf(db, id)).filter(({ outcome }) => outcome === 'pending')
    expect(promised.length).toBeGreaterThan(0)
    expect(scheduling.consequence.notices).toEqual(
      promised.map(({ key, dueAt }) => ({ key, dueAt, byHand: key === 'end' })),
    )
    const early = { state: 'announced', body: 'Please plan for it.', notify: true } as const
    const previews = [await shown({ do: 'update', id, command: early })]
    expect(previews[0]).toMatchObject({ reach: { total: 1 }, consequence: { announced: true } })
    accepted(await postMaintenanceUpdate(ctx(), id, early))
    await dispatch.deliver()
    const startsAt = command.startsAt + DAY
    const moved = { startsAt, endsAt: startsAt + HOUR, note: 'Parts come late.', acceptConflicts: false }
    previews.push(await shown({ do: 'change', id, command: moved }))
    accepted(await changeMaintenance(ctx(), id, moved))
    await dispatch.deliver()
    dispatch.clock.set(startsAt)
    const begun = { state: 'in_progress', body: 'We begin.', notify: true } as const
    const beginning = await shown({ do: 'update', id, command: begun })
    expect(beginning.consequence.platforms).toEqual([
      { id: 'teams', name: 'Microsoft Teams', from: 'operational', to: 'under_maintenance' },
    ])
    previews.push(beginning)
    accepted(await postMaintenanceUpdate(ctx(), id, begun))
    await dispatch.deliver()
    const done = { state: 'completed', body: 'Done.', notify: true } as const
    dispatch.clock.set(startsAt + 60_000)
    const completing = await shown({ do: 'update', id, command: done })
    expect(completing.consequence.window).toMatchObject({ startsAt, endsAt: startsAt + 60_000 })
    previews.push(completing)
    accepted(await postMaintenanceUpdate(ctx(), id, done))
    await dispatch.deliver()
    const mails = dispatch.mail.to(ALICE)
    for (const { mail } of previews) {
      const real = mails.find(({ subject }) => subject === mail?.subject)
      expect(withoutIds(mail?.text)).toBe(withoutIds(real?.text))
      expect(withoutIds(mail?.html)).toBe(withoutIds(real?.html))
    }
  })

  test('says of the end whether the clock tells it, or the desk', async () => {
    const { deps, ctx, command } = await open()
    const byHand = async (endsBy: 'clock' | 'hand') => {
      const asked = { do: 'schedule', command: { ...command, endsBy } } as const
      const { notices } = accepted(await previewMaintenance(deps, ctx(), asked)).consequence
      return notices.filter((notice) => notice.byHand).map(({ key }) => key)
    }
    expect([await byHand('clock'), await byHand('hand')]).toEqual([[], ['end']])
  })

  test('at short notice tells its followers now, in place of the notice that is past, and says so', async () => {
    const { db, deps, ctx, command, ...dispatch } = await open()
    const startsAt = dispatch.clock() + 4 * DAY
    const shortNotice = { class: 'urgent', reason: 'A part fails.' } as const
    const soon = { startsAt, endsAt: startsAt + HOUR, shortNotice, acceptConflicts: false }
    const planning = accepted(
      await previewMaintenance(deps, ctx(), { do: 'schedule', command: { ...command, ...soon } }),
    )
    const { id } = accepted(await scheduleMaintenance(ctx(), command))
    const moving = accepted(await previewMaintenance(deps, ctx(), { do: 'change', id, command: soon }))
    for (const { reach, mail, push, consequence } of [planning, moving]) {
      expect(reach.total).toBe(1)
      expect([mail, push]).not.toContain(null)
      expect(mail?.text).toContain('A part fails.')
      expect(consequence).toMatchObject({ state: 'announced', atOnce: true, inPlaceOf: ['P7D'] })
      expect(consequence.notices.map(({ key }) => key)).toEqual(['start', 'end'])
    }
    accepted(await scheduleMaintenance(ctx(), { ...command, ...soon }))
    await dispatch.deliver()
    expect(withoutIds(dispatch.mail.to(ALICE)[0]?.text)).toBe(withoutIds(planning.mail?.text))
  })

  test('is refused as the word itself is', async () => {
    const { deps, ctx, command } = await open()
    const { id } = accepted(await scheduleMaintenance(ctx(), command))
    const twice = { ...command, title: 'Again' }
    expect(refused(await previewMaintenance(deps, ctx(), { do: 'schedule', command: twice }))).toEqual(
      refused(await scheduleMaintenance(ctx(), twice)),
    )
    const cancelling = accepted(
      await previewMaintenance(deps, ctx(), { do: 'cancel', id, command: { note: 'Not now.' } }),
    )
    expect(cancelling.consequence).toMatchObject({ state: 'cancelled', notices: [] })
    accepted(await cancelMaintenance(ctx(), id, {}))
    expect(refused(await previewMaintenance(deps, ctx(), { do: 'cancel', id, command: {} }))).toEqual(
      refused(await cancelMaintenance(ctx(), id, {})),
    )
  })
})
