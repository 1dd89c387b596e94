import { explain } from '../../boot/explain-error.ts'
import { oneLine } from '../../lib/text.ts'
import { withoutSecrets } from '../../lib/without-secrets.ts'
import type { Check, Finding } from './finding.ts'

/** So long may one part take, in milliseconds: whoever waits at a terminal wants the rest. */
const PATIENCE = 20_000

/** Tries all parts at once, each for a limited time. What fails in one is a finding of its own, and hides nothing. */
export async function examine(checks: readonly Check[], patience = PATIENCE): Promise<Finding[]> {
  const found = await Promise.all(
    checks.map(async ({ part, look }) => {
      try {
        return await within(patience, look())
      } catch (error) {
        const { reason, advice } = explained(error)
        return [{ level: 'fail', text: `${part}: could not be examined: ${reason}`, mend: advice } as const]
      }
    }),
  )
  return found.flat()
}

/** An error on one line, and what to do about it if a start that fails by it says so. */
export function explained(error: unknown): { reason: string; advice?: string } {
  const [reason = '', advice = ''] = explain(error).split('\n')
  const isStack = advice === '' || /^\s+at /.test(advice)
  return { reason: withoutSecrets(oneLine(reason)), advice: isStack ? undefined : advice }
}

async function within<T>(patience: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(`there was no answer within ${Math.round(patience / 1000)} seconds`),
    patience,
  )
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
