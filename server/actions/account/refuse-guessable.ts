import { invalid, type Result } from '../../domain/refusal.ts'
import { isGuessable } from '../../lib/secret/guessable.ts'

/** Refuses a new password that is among the first that are tried, for somebody of this name and address; null if it is good. */
export async function refuseGuessable(
  password: string,
  { name, email }: { name: string; email: string },
): Promise<Extract<Result<never>, { ok: false }> | null> {
  return (await isGuessable(password, [name, email])) ? invalid([{ pointer: '/password', detail: GUESSABLE }]) : null
}

const GUESSABLE =
  'is too easy to guess. Take several words that have nothing to do with each other or with you, or let a password manager make one'
