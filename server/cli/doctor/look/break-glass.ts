import { readyBreakGlass } from '../../../../db/staff/break-glass.ts'
import { asksForCode } from '../../../domain/staff/second-factor.ts'
import type { ExaminedData, Finding } from '../finding.ts'

const GUIDE = 'docs/single-sign-on.md'

/** Does somebody come in while the identity provider is down, and not by a password alone? */
export async function breakGlassFindings({ db, config }: Pick<ExaminedData, 'db' | 'config'>): Promise<Finding[]> {
  if (!config.singleSignOn) return []
  const ready = await readyBreakGlass(db)
  if (ready.length === 0) {
    const text = 'sign-in: there is no break-glass account that can sign in: every password goes on counting beside it'
    return [{ level: 'warn', text, mend: `Mark one: "staff break-glass WHOM on", or at /staff/people/; ${GUIDE}.` }]
  }
  const open = ready.filter((person) => !asksForCode(person))
  if (open.length === 0) return [{ level: 'ok', text: `sign-in: break-glass accounts: ${ready.length}` }]
  return open.map(({ name }) => ({
    level: 'warn',
    text: `sign-in: the break-glass account "${name}" has no second factor: its password alone opens the desk`,
    mend: `Sign in with it and set one up, or ask for it by "signIn.secondFactor" in the configuration; ${GUIDE}.`,
  }))
}
