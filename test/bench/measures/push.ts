import { browsers, followByPush } from '../audience.ts'
import { startChild } from '../child.ts'
import type { OutsideAnswer, OutsideQuestion } from '../children/outside.ts'
import type { Pushed, Pushes } from '../children/pushing-alone.ts'
import { fillHistory } from '../history.ts'
import { type Chapter, compared, type Row } from '../report.ts'
import { calm, install, startService } from '../service.ts'
import { fanOut, meanwhile } from './meanwhile.ts'

/** The text of a notification as it is sent, about. */
const PAYLOAD = 600

/** A post to many browsers, against encrypting and sending as many messages and nothing else. */
export async function push(quick: boolean): Promise<Chapter> {
  const count = quick ? 1_000 : 10_000
  const installation = await install()
  const service = startChild<OutsideQuestion, OutsideAnswer>('outside')
  const { url } = await service.ask({ start: 'push' })
  const targets = browsers(count, url)
  await installation.fill(async (db) => {
    await fillHistory(db, 100, Date.now())
    await followByPush(db, targets, Date.now())
  })
  const before = await alone(targets)
  const server = await startService(installation, { PUSH_EXTRA_ORIGINS: url })
  try {
    await calm(server)
    const told = await fanOut(server, service, count)
    const waits = await meanwhile(server, service, count)
    await server.stop()
    // Before and after, for a machine that changes its pace meanwhile.
    const [sealed, sent] = between(before, await alone(targets))
    const cost: Row = { label: 'processor time', value: told.processorSeconds, unit: 's' }
    return {
      name: 'push',
      title: `Telling ${count} browsers`,
      rows: [
        { label: 'messages', value: count / told.seconds, unit: '/s' },
        compared({ ...cost, wanted: { atMost: 1.5 } }, 'encrypting and sending alone', sent.processorSeconds),
        compared(cost, 'encrypting alone', sealed.processorSeconds),
        compared({ label: 'duration', value: told.seconds, unit: 's' }, 'encrypting and sending alone', sent.seconds),
        ...waits,
      ],
    }
  } finally {
    await Promise.all([server.stop(), service.stop()])
    installation.remove()
  }
}

function between(before: [Pushed, Pushed], after: [Pushed, Pushed]): [Pushed, Pushed] {
  const mean = (a: Pushed, b: Pushed): Pushed => ({
    seconds: (a.seconds + b.seconds) / 2,
    processorSeconds: (a.processorSeconds + b.processorSeconds) / 2,
  })
  return [mean(before[0], after[0]), mean(before[1], after[1])]
}

async function alone(targets: Pushes['targets']): Promise<[Pushed, Pushed]> {
  const child = startChild<Pushes, Pushed>('pushing-alone')
  const service = startChild<OutsideQuestion, OutsideAnswer>('outside')
  try {
    const { url } = await service.ask({ start: 'push' })
    const here = targets.map(({ keys }, index) => ({ endpoint: `${url}/push/${index}`, keys }))
    // Once before, for both to be as warm as a server that has been up for a while.
    await child.ask({ targets: here.slice(0, 500), size: PAYLOAD, send: true })
    const sealed = await child.ask({ targets: here, size: PAYLOAD, send: false })
    return [sealed, await child.ask({ targets: here, size: PAYLOAD, send: true })]
  } finally {
    await Promise.all([child.stop(), service.stop()])
  }
}
