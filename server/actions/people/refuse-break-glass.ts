import type { Row, Trx } from '../../../db/schema/index.ts'
import { readyBreakGlass } from '../../../db/staff/break-glass.ts'
import { isBound } from '../../../db/staff/identities.ts'
import { conflict, invalid } from '../../domain/refusal.ts'
import type { SignInRules } from '../../domain/staff/sign-in-rules.ts'
import type { PersonChange } from './input.ts'

/**
 * Says what it does to take the last break-glass account away, or to mark one that the identity provider knows, unless
 * that is `confirmed`. Null if there is nothing to say.
 */
export async function refuseBreakGlass(
  trx: Trx,
  { provider }: SignInRules,
  person: Row<'people'>,
  { breakGlass, disabled, confirmed }: PersonChange,
): Promise<ReturnType<typeof invalid> | null> {
  const isMarked = person.break_glass === 1
  if (breakGlass === true && person.demo === 1) return conflict('demo_account', DEMO)
  if (confirmed || provider === null) return null
  if (breakGlass === true && !isMarked && (await isBound(trx, person.id))) return asking(boundTo(provider))
  const goes = isMarked && (breakGlass === false || disabled === true)
  const ready = goes ? await readyBreakGlass(trx) : []
  return ready.length === 1 && ready[0]?.id === person.id ? asking(lastBeside(provider)) : null
}

const asking = (detail: string) => invalid([{ pointer: '/confirmed', detail }])

const DEMO = 'This account is part of the demonstration, and goes with it. Mark a real one.'
const lastBeside = (provider: string) =>
  `This is the last break-glass account that can sign in. Without it, nobody is kept for when ${provider} is down, and everybody’s password counts again. Mark another one first, or confirm that this is wanted.`
const boundTo = (provider: string) =>
  `${provider} knows this account: who signs in there has it, and its role follows what is said there. Its password will work past ${provider} as well. Mark an account that is for this alone, or confirm that this is wanted.`
