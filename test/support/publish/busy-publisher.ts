/** A process that posts and publishes without end, for a test that kills it: `busy-publisher.ts DATABASE FOLDER START`. */
import '../../../server/lib/temporal.ts'
import { openDatabase } from '../../../db/open.ts'
import { useSecretKey } from '../../../db/system/audit-key.ts'
import { openIncident } from '../../../server/actions/incident/open-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { createPublisher } from '../../../server/publish/engine/publisher.ts'
import { loadRenderer } from '../../../server/publish/render/renderer.ts'
import { actionContext, news, p1g } from '../app/actions.ts'
import { TEST_KEY } from '../process/secret-key.ts'
import { accepted } from '../result.ts'
import { SITE } from './site.ts'

const [file = '', folder = '', start = ''] = process.argv.slice(2)
const db = openDatabase({ file })
useSecretKey(db, TEST_KEY)
let now = Number(start)
const publisher = createPublisher({
  db,
  folder,
  renderer: loadRenderer(),
  site: async () => SITE,
  plan: DEFAULT_PLAN,
  clock: () => now,
  report: (error, what) => process.stderr.write(`${what}: ${error}\n`),
})
await publisher.start()
process.stdout.write('publishing\n')
for (let round = 0; ; round++) {
  now += 1_000
  const { id } = accepted(await openIncident(actionContext(db, undefined, now), p1g({ title: `Round ${round}` })))
  await publisher.publish()
  process.stdout.write(`${id}\n`)
  accepted(await postUpdate(actionContext(db, undefined, now), id, news('Over. '.repeat(500), { phase: 'resolved' })))
  await publisher.publish()
}
