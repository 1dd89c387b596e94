import type { Row } from '../../../db/schema/index.ts'
import { findPerson } from '../../../db/staff/people.ts'
import { invalid, notFound, ok, type Result } from '../../domain/refusal.ts'
import { ownTriesOf } from '../../domain/staff/throttle.ts'
import { isPassword } from '../../lib/secret/passwords.ts'
import { type ActionContext, record } from '../context.ts'
import { allow } from '../subscription/allow.ts'
import { giveTriesBack } from './give-tries-back.ts'

/** Asks somebody who is signed in for the password again; `pointer` names the field. Wrong ones are counted. */
export async function checkOwnPassword(
  ctx: ActionContext,
  personId: string,
  { password, pointer }: { password: string; pointer: string },
): Promise<Result<Row<'people'>>> {
  const tries = ownTriesOf(personId)
  const counted = await record(ctx, (trx) => allow(trx, tries, ctx.now))
  if (!counted.ok) return counted
  const person = await findPerson(ctx.db, personId)
  if (!person) return notFound('account')
  if (!(await isPassword(person.password, password))) return invalid([{ pointer, detail: 'is not your password' }])
  await record(ctx, async (trx) => ok(await giveTriesBack(trx, tries, ctx.now)))
  return ok(person)
}
