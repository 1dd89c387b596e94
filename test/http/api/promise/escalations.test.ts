import { expect, test } from 'vitest'
import { climbLadder } from '../../../../server/actions/ladder/climb-ladder.ts'
import { passOn } from '../../../../server/actions/ladder/pass-on.ts'
import type { Team } from '../../../../server/domain/ladder/duty.ts'
import { DEFAULT_PLAN, type Plan } from '../../../../server/domain/plan/plan.ts'
import { MINUTE } from '../../../../server/domain/vocabulary.ts'
import { nightWork } from '../../../support/app/maintenance-api.ts'
import { testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { testDispatcher } from '../../../support/dispatch/dispatcher.ts'
import { ADA } from '../../../support/people.ts'

const [DESK, LEAD] = ['desk@northline.example', 'lead@northline.example']
const [MANAGER, DEPUTY] = ['manager@northline.example', 'deputy@northline.example']
const ADDRESS = /[\w.]+@/

const managers: Team = {
  ...{ role: 'support manager', title: null, people: [{ name: 'Ines Moreau', email: MANAGER, away: [] }] },
  standIns: [{ name: 'Karl Brandt', email: DEPUTY, away: [] }],
  ...{ families: [], hours: 'always', onHolidays: 'open' },
}
const PLAN: Plan = { ...DEFAULT_PLAN, staff: { leads: [LEAD], desk: [DESK] }, teams: [managers] }

onEachDatabase('who was told of a promise', (fresh) => {
  async function scene() {
    const { db } = await fresh()
    const dispatch = await testDispatcher(db)
    const app = await testApp(db, { plan: PLAN, clock: dispatch.clock })
    const ctx = () => ({ db, plan: PLAN, actor: ADA, now: dispatch.clock() })
    /** Moves the clock and lets the ladder do what is due. */
    async function after(ms: number): Promise<void> {
      dispatch.clock.advance(ms)
      for (const act of [climbLadder, passOn]) {
        await act(ctx())
        await dispatch.deliver()
      }
    }
    const worklist = async () => (await app.call('GET /worklist', { as: 'agent' })).json.items
    return { ...app, dispatch, after, worklist, at: () => new Date(dispatch.clock()).toISOString() }
  }

  test('is shown to agents with the incident: whom, when, with what result, who was missing and who answered', async () => {
    const { call, dispatch, after, at } = await scene()
    const id = await dispatch.post({ priority: 'P1G' })
    const shown = async (as?: 'agent') => (await call(`GET /incidents/${id}`, { as })).json
    expect((await shown('agent')).escalations).toEqual([])
    dispatch.mail.refuse = ({ to }) =>
      [to].flat().includes(MANAGER) ? `${MANAGER}: there is no such mailbox` : undefined
    await after(45 * MINUTE)
    const first = at()
    await after(30 * MINUTE)
    const second = at()
    const [{ promiseId }] = (await call('GET /worklist', { as: 'agent' })).json.items
    await call(`POST /promises/${promiseId}/acknowledge`, { as: 'agent', body: { reason: 'I look.' } })
    await after(15 * MINUTE)
    const { escalations } = await shown('agent')
    expect(escalations).toMatchObject([{ promiseId, kind: 'update', acknowledgedBy: 'token/agent', reason: 'I look.' }])
    const [{ rungs, acknowledgedAt, putOffUntil }] = escalations
    expect([acknowledgedAt, putOffUntil]).toEqual([second, null])
    const person = (role: string, name: string | null) => ({ role, name, result: 'sent', reason: null })
    expect(rungs).toMatchObject([
      { after: -900, how: 'told', at: first, roles: ['author', 'desk'], people: [person('desk', null)], gaps: [] },
      { after: 0, how: 'skipped', at: second, people: [] },
      {
        ...{ after: 900, how: 'told', at: second, roles: ['support manager'] },
        people: [{ role: 'support manager', name: 'Ines Moreau', result: 'failed' }],
      },
      { after: 900, how: 'passed_on', people: [person('support manager', 'Karl Brandt')] },
      {
        ...{ after: 1800, people: [person('duty lead', null)] },
        gaps: [{ role: 'vice-president', why: 'unfilled' }],
      },
    ])
    expect(rungs[2].people[0].reason).toContain('there is no such mailbox')
    expect(JSON.stringify(escalations)).not.toMatch(ADDRESS)
    await dispatch.update(id)
    expect((await shown('agent')).escalations).toMatchObject([{ promiseId, kind: 'update', rungs }])
  })

  test('is nothing that the public sees, and kept by no cache', async () => {
    const { call, dispatch, after } = await scene()
    const id = await dispatch.post({ priority: 'P1G' })
    const before = await call(`GET /incidents/${id}`)
    await after(20 * MINUTE)
    dispatch.clock.advance(-20 * MINUTE)
    for (const as of [undefined, 'reporter'] as const) {
      expect((await call(`GET /incidents/${id}`, { as })).text).toBe(before.text)
    }
    expect(before.headers.get('cache-control')).toBe('no-cache')
    expect(before.headers.get('vary')).toContain('Authorization')
    const staff = await call(`GET /incidents/${id}`, { as: 'agent' })
    expect(staff.headers.get('cache-control')).toBe('private, no-store')
    const list = await call('GET /promises', { as: 'agent', headers: { accept: 'text/csv' } })
    expect(list.headers.get('vary')).toMatch(/Authorization.*Accept/)
    const { escalations: _, ...rest } = staff.json
    expect(JSON.stringify(rest)).toBe(before.text)
    const posted = await call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'More is known.' } })
    expect(posted.json).not.toHaveProperty('escalations')
  })

  test('is shown with a window, too', async () => {
    const { call, dispatch, after } = await scene()
    const [startsAt, endsAt] = [-10, 30].map((minutes) => new Date(dispatch.clock() + minutes * MINUTE).toISOString())
    const shortNotice = { class: 'emergency', reason: 'A disk failed.' }
    const body = nightWork({ startsAt, endsAt, reason: 'A disk failed.', notify: false, shortNotice })
    const { id } = (await call('POST /maintenances', { as: 'agent', body })).json
    await after(31 * MINUTE)
    const { escalations } = (await call(`GET /maintenances/${id}`, { as: 'agent' })).json
    expect(escalations).toMatchObject([{ kind: 'end', dueAt: endsAt, rungs: [{ after: -900 }, { after: 0 }] }])
    expect((await call(`GET /maintenances/${id}`)).json).not.toHaveProperty('escalations')
  })

  test('stands on the worklist where it could not be delivered, for as long as the promise is open', async () => {
    const { call, dispatch, after, worklist } = await scene()
    const id = await dispatch.post({ priority: 'P1G' })
    dispatch.mail.refuse = ({ to }) => ([to].flat().includes(MANAGER) ? 'there is no such mailbox' : undefined)
    await after(45 * MINUTE)
    expect((await worklist()).map((one: { kind: string }) => one.kind)).toEqual(['update'])
    await after(30 * MINUTE)
    const items = await worklist()
    const [update, delivery] = items
    expect(items).toMatchObject([
      { kind: 'update', undelivered: null },
      { kind: 'delivery', object: { id } },
    ])
    expect(delivery).toEqual({
      ...update,
      kind: 'delivery',
      undelivered: {
        people: [{ role: 'support manager', name: 'Ines Moreau', reason: expect.stringContaining('no such mailbox') }],
        passedOnTo: [{ role: 'support manager', name: 'Karl Brandt', standsFor: ['Ines Moreau'] }],
      },
    })
    const reporter = await call(`POST /promises/${update.promiseId}/acknowledge`, { as: 'reporter', body: {} })
    expect([reporter.status, reporter.json.code]).toEqual([403, 'role_required'])
    expect((await call('GET /debts', { as: 'agent' })).status).toBe(404)
    await dispatch.update(id)
    expect((await worklist()).map((one: { kind: string }) => one.kind)).toEqual(['update'])
  })

  test('stands there as well while it is tried and has not gone out for two minutes', async () => {
    const { call, dispatch, after, worklist } = await scene()
    const id = await dispatch.post({ priority: 'P1G' })
    dispatch.mail.fault = ({ mails }) =>
      mails.some(({ to }) => [to].flat().includes(MANAGER)) ? { status: 503 } : undefined
    await after(75 * MINUTE)
    expect((await worklist()).map((one: { kind: string }) => one.kind)).toEqual(['update'])
    await after(2 * MINUTE)
    // Whoever stands in lets those meant go first, for a second.
    await after(2_000)
    const reason = expect.stringContaining('not sent for two minutes: Resend: ')
    expect((await worklist())[1]).toMatchObject({
      kind: 'delivery',
      undelivered: { people: [{ name: 'Ines Moreau', reason }], passedOnTo: [{ name: 'Karl Brandt' }] },
    })
    const { escalations } = (await call(`GET /incidents/${id}`, { as: 'agent' })).json
    expect(escalations[0].rungs).toMatchObject([
      { how: 'skipped' },
      { how: 'skipped' },
      { how: 'told', people: [{ result: 'waiting', reason }] },
      { how: 'passed_on', people: [{ result: 'sent', reason: null }] },
    ])
    dispatch.mail.fault = () => undefined
    await after(10 * MINUTE)
    expect((await worklist()).map((one: { kind: string }) => one.kind)).toEqual(['update'])
    const later = (await call(`GET /incidents/${id}`, { as: 'agent' })).json.escalations[0].rungs
    const [first, instead] = [later[2].people[0], later[3].people[0]]
    expect(first).toMatchObject({ result: 'sent', reason: null })
    expect(Date.parse(first.sentAt) - Date.parse(later[2].at)).toBeGreaterThan(2 * MINUTE)
    expect(instead).not.toHaveProperty('sentAt')
  })

  test('says in the audit trail for whom somebody stands, and why they were told in their place', async () => {
    const { call, dispatch, after } = await scene()
    const id = await dispatch.post({ priority: 'P1G' })
    dispatch.mail.refuse = ({ to }) => {
      const refused = [to].flat().find((one) => one === MANAGER || one === DESK)
      return refused && `${refused}: there is no such mailbox`
    }
    await after(45 * MINUTE)
    await after(30 * MINUTE)
    const { items } = (await call(`GET /audit?object=incident/${id}`, { as: 'lead' })).json
    const told = items.filter(({ action }: { action: string }) => action === 'ladder.tell')
    const passed = told.map(({ detail }: { detail: object }) => detail).filter((one: object) => 'passedOn' in one)
    const why = expect.stringContaining('there is no such mailbox')
    expect(passed).toMatchObject([
      { rung: '-15 minutes', insteadOf: [{ role: 'desk', name: null, why }] },
      {
        rung: '15 minutes',
        people: [{ role: 'support manager', name: 'Karl Brandt', standsFor: ['Ines Moreau'] }],
        insteadOf: [{ role: 'support manager', name: 'Ines Moreau', why }],
      },
    ])
    expect(JSON.stringify(items)).not.toMatch(ADDRESS)
  })

  test('reads well in the audit trail, and names no address', async () => {
    const { call, dispatch, after, worklist } = await scene()
    const id = await dispatch.post({ priority: 'P1G' })
    const [{ promiseId, dueAt }] = await worklist()
    const until = dueAt
    const acknowledge = (body: object) => {
      dispatch.clock.advance(1)
      return call(`POST /promises/${promiseId}/acknowledge`, { as: 'agent', body })
    }
    await acknowledge({})
    await acknowledge({ until, reason: 'On the phone.' })
    const [one] = (await call(`GET /incidents/${id}`, { as: 'agent' })).json.escalations
    expect([one.reason, one.acknowledgedReason]).toEqual(['On the phone.', 'On the phone.'])
    await acknowledge({ reason: 'I have it.' })
    const [next] = (await call(`GET /incidents/${id}`, { as: 'agent' })).json.escalations
    expect([next.reason, next.acknowledgedReason]).toEqual(['On the phone.', 'I have it.'])
    await after(75 * MINUTE)
    const { items } = (await call(`GET /audit?object=incident/${id}`, { as: 'lead' })).json
    const about = { promiseId, kind: 'update', dueAt }
    const people = [{ role: 'support manager', name: 'Ines Moreau' }]
    const skipped = [
      { rung: '-15 minutes', roles: ['author', 'desk'], why: 'put_off' },
      { rung: '0 minutes', roles: ['duty lead'], why: 'higher_rung_due' },
    ]
    expect(
      items
        .slice(-4)
        .map(({ actor, action, detail }: { actor: string; action: string; detail: unknown }) => [
          actor,
          action,
          detail,
        ]),
    ).toEqual([
      ['token/agent', 'promise.acknowledge', about],
      ['token/agent', 'promise.put_off', { ...about, until, reason: 'On the phone.' }],
      ['token/agent', 'promise.acknowledge', { ...about, reason: 'I have it.' }],
      [ADA.name, 'ladder.tell', { ...about, rung: '15 minutes', people, gaps: [], skipped }],
    ])
    expect(JSON.stringify(items)).not.toMatch(ADDRESS)
  })
})
