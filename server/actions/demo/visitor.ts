import type { Row, Trx } from '../../../db/schema/index.ts'
import { findDemoPerson, findPersonByEmail, insertPerson } from '../../../db/staff/people.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import { newId } from '../../lib/ids.ts'
import { refuseTaken } from '../people/refuse-taken.ts'

const VISITOR = { email: 'visitor@northline.example', name: 'Robin Vale (demonstration)', role: 'agent' } as const

/** The fictional agent as whom a visitor of the demonstration works; null where the name is somebody's. Has no password. */
export async function ensureVisitor(trx: Trx, now: Instant): Promise<Row<'people'> | null> {
  const there = await findDemoPerson(trx)
  if (there || (await refuseTaken(trx, VISITOR))) return there
  await insertPerson(trx, {
    ...{ id: newId(), ...VISITOR, password: null, totp_secret: null, disabled_at: null, demo: 1 },
    ...{ created_at: now, updated_at: now },
  })
  return findPersonByEmail(trx, VISITOR.email)
}
