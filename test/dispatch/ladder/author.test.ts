import { expect, test } from 'vitest'
import { write } from '../../../db/open.ts'
import { changePerson } from '../../../db/staff/people.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { readAuthor } from '../../../server/actions/ladder/roster.ts'
import { postMaintenanceUpdate } from '../../../server/actions/maintenance/post-maintenance-update.ts'
import type { Plan } from '../../../server/domain/plan/plan.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { leftOut } from '../../../server/http/pages/owed/left-out.ts'
import { readOwed } from '../../../server/queries/owed.ts'
import { actionContext } from '../../support/app/actions.ts'
import { say, scheduled, tick, withProgrammes } from '../../support/app/maintenance.ts'
import { signedIn } from '../../support/app/signed-in.ts'
import { instant, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { DESK, FULL } from '../../support/dispatch/ladder.ts'
import { ROSA } from '../../support/people.ts'
import { accepted } from '../../support/result.ts'

const BY_DANA = { name: 'staff/Dana Reyes', role: 'agent' } as const

onEachDatabase('the author of what is owed', (fresh) => {
  /** A P1G that Dana opened, signed in at the desk; `climb` tells who is told a quarter of an hour before its update is due. */
  async function opened() {
    const dispatch = await testDispatcher((await fresh()).db)
    const dana = await signedIn(dispatch.db, 'agent', START, 'Dana Reyes')
    const id = await dispatch.post({ priority: 'P1G' }, BY_DANA)
    const climb = async (plan: Plan = FULL) => {
      dispatch.clock.advance(45 * MINUTE)
      const ctx: ActionContext = { db: dispatch.db, plan, actor: ROSA, now: dispatch.clock() }
      const told = await climbLadder(ctx)
      await dispatch.deliver()
      return told.flatMap(({ recipients }) => recipients.map(({ role, email }) => `${role}: ${email}`))
    }
    return { ...dispatch, dana, id, climb }
  }

  test('is told beside the desk, and why', async () => {
    const { climb, dana, mail } = await opened()
    expect(await climb()).toEqual([`author: ${dana.email}`, `desk: ${DESK}`])
    const [{ text } = { text: '' }] = mail.to(dana.email)
    expect(text).toContain('You get this because you posted last about it on Northline status.')
  })

  test('is told once where the address is that of the desk', async () => {
    const { climb, dana, mail } = await opened()
    expect(await climb({ ...FULL, staff: { ...FULL.staff, desk: [dana.email] } })).toEqual([`author: ${dana.email}`])
    expect(mail.to(dana.email)).toHaveLength(1)
  })

  test('is nobody where a token posted last, or the account is disabled: the desk alone is told', async () => {
    const [token, disabled] = [await opened(), await opened()]
    await token.update(token.id)
    expect(await token.climb()).toEqual([`desk: ${DESK}`])
    await write(disabled.db, (trx) => changePerson(trx, disabled.dana.id, { disabled_at: START }, START))
    expect(await disabled.climb()).toEqual([`desk: ${DESK}`])
  })

  test('is among those whom putting off leaves out', async () => {
    const { db } = await opened()
    const [owed] = await readOwed(db, FULL, START)
    if (!owed) throw new Error('nothing is owed')
    const [step] = await leftOut({ db, plan: FULL }, owed, [], START)
    expect(step?.people).toEqual([
      { name: 'Dana Reyes', role: 'author' },
      { name: null, role: 'desk' },
    ])
  })

  test('of a window is whoever changed it last, and nobody where that was the clock', async () => {
    const db = await withProgrammes((await fresh()).db)
    const dana = await signedIn(db, 'agent', START, 'Dana Reyes')
    const id = await scheduled(db)
    const window = { type: 'maintenance', id } as const
    expect(await readAuthor(db, window)).toBeNull()
    const ctx = { ...actionContext(db), actor: BY_DANA, now: START + HOUR }
    accepted(await postMaintenanceUpdate(ctx, id, say('A second engineer comes along.')))
    expect(await readAuthor(db, window)).toEqual({ name: 'Dana Reyes', email: dana.email })
    await tick(db, instant('2026-11-24T06:30:00Z'))
    expect(await readAuthor(db, window)).toBeNull()
  })
})
