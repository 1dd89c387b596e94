import type { Db } from '../../../../db/schema/index.ts'
import type { Examined } from '../finding.ts'
import { contentSteps, databaseStep } from './content.ts'
import { settingSteps } from './settings.ts'
import type { Step } from './step.ts'

const HEADING = `What your page needs before customers see it, in the order in which docs/first-page.md does it.
[x] is done, [ ] is missing, [?] only you can know. This is a list, no test: it ends with 0, whatever is missing.`

/** What an installation needs before its own page is right, in the order in which to do it. */
export async function firstSteps(examined: Examined & { db: Db | null }): Promise<string> {
  const { db, ...rest } = examined
  const content = db === null ? null : await contentSteps({ ...rest, db })
  const { name, zone, address, support, mail, push, proxy, staff, key } = settingSteps(
    examined,
    (content?.demonstration.length ?? 0) > 0,
  )
  const own = content ? [...content.demonstration, content.platforms, content.programmes] : []
  const tokens = content ? [content.tokens] : []
  const settings = [name, zone, support, staff, address, mail, push, proxy]
  const steps = [...settings, databaseStep(rest, db), key, ...own, ...tokens]
  return `${HEADING}\n\n${steps.map(lineOf).join('')}\n${conclusion(steps, content !== null)}\n`
}

function lineOf({ name, isDone, text, how }: Step): string {
  const tick = isDone === null ? '[?]' : isDone ? '[x]' : '[ ]'
  const line = `${tick}  ${name.padEnd(14)}${text}\n`
  return isDone ? line : `${line}${' '.repeat(19)}→ ${how}\n`
}

function conclusion(steps: readonly Step[], isComplete: boolean): string {
  const missing = steps.filter(({ isDone }) => isDone === false)
  const [next] = missing
  const rest = isComplete ? '' : ' Platforms, programmes and tokens follow once there is a database.'
  if (!next) return 'Nothing is missing. "doctor" tries whether all of it works.'
  return `${missing.length} of ${steps.length} ${missing.length === 1 ? 'is' : 'are'} missing. Next: ${next.name}.${rest}`
}
