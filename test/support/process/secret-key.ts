import { write } from '../../../db/open.ts'
import type { Db } from '../../../db/schema/index.ts'
import { bindSecretKey } from '../../../db/system/secret-key.ts'

/** The secret key of the databases that tests are given. */
export const TEST_KEY = 'the secret key of all tests, thirty-two characters and more'

/** Has a database that was just migrated know the key of tests. */
export async function bindTestKey(db: Db): Promise<void> {
  await write(db, (trx) => bindSecretKey(trx, TEST_KEY, 'test', 0))
}
