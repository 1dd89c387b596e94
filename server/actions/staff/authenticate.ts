import { timingSafeEqual } from 'node:crypto'
import type { Db } from '../../../db/schema/index.ts'
import { findToken, touchToken } from '../../../db/staff/tokens.ts'
import { type Instant, MINUTE, type Role } from '../../domain/vocabulary.ts'
import { hashOf } from '../../lib/secret/secrets.ts'
import { noteUse } from './note-use.ts'

/** Who calls: the holder of a valid staff token, or somebody who is signed in. */
export interface Caller {
  /** Of the token, or of the person. */
  id: string
  /** As the audit trail shows it. */
  name: string
  role: Role
  /** What the caller makes is part of the demonstration. */
  demo?: boolean
}

const FORM = /^stp_([0-9a-z]{12})_([\w-]{43})$/
const NOBODY = Buffer.alloc(32)

/** The caller of a token; null unless it is valid. An unknown id takes as long to refuse as a wrong secret. */
export async function authenticate(db: Db, text: string, now: Instant): Promise<Caller | null> {
  const [, id, secret] = FORM.exec(text) ?? []
  if (!id || !secret) return null
  const row = await findToken(db, id)
  const given = Buffer.from(hashOf(secret), 'hex')
  const stored = row ? Buffer.from(row.hash, 'hex') : NOBODY
  if (stored.length !== given.length || !timingSafeEqual(stored, given) || !row) return null
  if (row.expires_at !== null && now >= row.expires_at) return null
  if (row.last_used_at === null || row.last_used_at < now - MINUTE) await noteUse(() => touchToken(db, id, now))
  return { id, name: `token/${row.name}`, role: row.role }
}
