import { expect, test } from 'vitest'
import { write } from '../../../db/open.ts'
import { tellStaff } from '../../../server/actions/staff/tell-staff.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type TestDispatcher, testDispatcher } from '../../support/dispatch/dispatcher.ts'
import { owedNotice } from '../../support/dispatch/owed-notice.ts'
import { eventually } from '../../support/eventually.ts'
import { startRelay } from '../../support/outside/relay.ts'

const [IDA, JUNO, SOL] = ['ida@northline.example', 'juno@northline.example', 'sol@northline.example'] as const

/** So many promises are overdue, and one person is told of each. */
async function owe({ db, clock }: TestDispatcher, address: string, count = 1): Promise<void> {
  const notice = owedNotice('update')
  for (let each = 0; each < count; each++) {
    const news = { kind: 'staff.owed', topic: `owed:${address}:${each}`, rank: 0, now: clock(), notice } as const
    await write(db, (trx) => tellStaff(trx, [address], news))
  }
}

onEachDatabase('an address of staff that takes no mail', (fresh) => {
  test('keeps nobody else waiting, though the relay says nothing about it', async () => {
    const hanging: (() => void)[] = []
    const accepted: string[] = []
    const relay = await startRelay({
      onRcptTo({ address }, _, next) {
        if (address === IDA) return void hanging.push(next)
        if (address === JUNO) return next(Object.assign(new Error('4.2.0 try later'), { responseCode: 450 }))
        accepted.push(address)
        next()
      },
    })
    const dispatch = await testDispatcher((await fresh()).db, { mail: { kind: 'smtp', url: `smtp://${relay}` } })
    const dispatcher = dispatch.dispatcher()
    dispatcher.start()
    await owe(dispatch, IDA, 4)
    await eventually(() => hanging[3])
    await owe(dispatch, JUNO, 4)
    await owe(dispatch, SOL)
    dispatcher.nudge()
    await eventually(() => accepted[0], 4000)
    expect([accepted, hanging.length]).toEqual([[SOL], 4])
    for (const goOn of hanging) goOn()
  })

  test('is tried again after those who were never told', async () => {
    const dispatch = await testDispatcher((await fresh()).db)
    dispatch.mail.fault = ({ mails }) =>
      mails.some(({ to }) => [to].flat().includes(IDA)) ? { status: 503 } : undefined
    await owe(dispatch, IDA)
    await dispatch.deliver()
    dispatch.clock.advance(10_000)
    await owe(dispatch, SOL)
    await dispatch.deliver()
    expect(dispatch.mail.requests.map(({ mails }) => mails.flatMap(({ to }) => to))).toEqual([[IDA], [SOL], [IDA]])
  })

  test('stops the lane for seconds at most, however often it was tried', async () => {
    const accepted: string[] = []
    const relay = await startRelay({
      onRcptTo({ address }, _, next) {
        if (address === IDA) return next(Object.assign(new Error('4.2.0 try later'), { responseCode: 450 }))
        accepted.push(address)
        next()
      },
    })
    const dispatch = await testDispatcher((await fresh()).db, { mail: { kind: 'smtp', url: `smtp://${relay}` } })
    await owe(dispatch, IDA, 20)
    for (let tries = 0; tries < 12; tries++) {
      await dispatch.deliver()
      dispatch.clock.advance(10_000)
    }
    await dispatch.deliver()
    await owe(dispatch, SOL)
    dispatch.clock.advance(5_000)
    await dispatch.deliver()
    expect(accepted).toEqual([SOL])
  })
})
