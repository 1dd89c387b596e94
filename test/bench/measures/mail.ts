import { followByMail } from '../audience.ts'
import { startChild } from '../child.ts'
import type { OutsideAnswer, OutsideQuestion } from '../children/outside.ts'
import { fillHistory } from '../history.ts'
import { type Chapter, compared } from '../report.ts'
import { calm, install, startService } from '../service.ts'
import { fanOut, meanwhile } from './meanwhile.ts'

const PER_REQUEST = 100
const REQUESTS_PER_SECOND = 10

/** A post to many mailboxes, against what the provider's rate allows. */
export async function mail(quick: boolean): Promise<Chapter> {
  const count = quick ? 2_000 : 10_000
  const installation = await install()
  const provider = startChild<OutsideQuestion, OutsideAnswer>('outside')
  const { url } = await provider.ask({ start: 'mail', limit: REQUESTS_PER_SECOND })
  await installation.fill(async (db) => {
    await fillHistory(db, 100, Date.now())
    await followByMail(db, count, Date.now())
  })
  const server = await startService(installation, {
    RESEND_API_KEY: 're_bench',
    RESEND_BASE_URL: url,
    EMAIL_FROM: 'status@example.org',
  })
  try {
    await calm(server)
    const told = await fanOut(server, provider, count)
    const waits = await meanwhile(server, provider, count)
    const least = count / PER_REQUEST / REQUESTS_PER_SECOND
    const duration = { label: 'duration', value: told.seconds, unit: 's', wanted: { atMost: 1.2 } } as const
    return {
      name: 'mail',
      title: `Telling ${count} mailboxes through a provider that takes ${REQUESTS_PER_SECOND} requests a second`,
      rows: [
        compared(duration, 'what its rate allows', least),
        { label: 'processor time', value: told.processorSeconds, unit: 's' },
        ...waits,
      ],
    }
  } finally {
    await Promise.all([server.stop(), provider.stop()])
    installation.remove()
  }
}
