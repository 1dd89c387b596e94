import type { Instant } from '../../server/domain/vocabulary.ts'
import { write } from '../open.ts'
import type { Db } from '../schema/index.ts'
import { readSetting, replaceSetting } from './settings.ts'

/** The proxy that requests came through last although `TRUSTED_PROXIES` did not name it: the server notes it, `doctor` tells it. */
const UNNAMED_PROXY = 'unnamed-proxy'

interface UnnamedProxy {
  address: string
  at: Instant
}

export async function noteUnnamedProxy(db: Db, proxy: UnnamedProxy): Promise<void> {
  await write(db, (trx) => replaceSetting(trx, UNNAMED_PROXY, JSON.stringify(proxy)))
}

export async function readUnnamedProxy(db: Db): Promise<UnnamedProxy | null> {
  return JSON.parse((await readSetting(db, UNNAMED_PROXY)) ?? 'null')
}
