import { createHash } from 'node:crypto'
import type { Instant } from '../../server/domain/vocabulary.ts'
import type { Reader, Row } from '../schema/index.ts'
import {
  type AuditHead,
  auditSlices,
  BEFORE_THE_FIRST,
  contentOf,
  headIs,
  keyedHash,
  lastAuditEntry,
  plainHash,
} from './audit.ts'
import { type AuditKey, auditKeyOf } from './audit-key.ts'
import { AUDIT_CHAIN, type KeyChange } from './secret-key.ts'

export interface AuditCheck {
  /** The id of the first entry that is wrong, or missing at the end; null if all are right. */
  broken: number | null
  /** How many are there, and when the first was made. */
  entries: number
  firstAt: Instant | null
  /** The last entry that is there. */
  head: AuditHead | null
  /** The first entry under the key in use; null if none is. */
  keyedFrom: number | null
  /** Entries under keys that were given up: their order and text are as they were when that happened, no more is known. */
  formerKeys: { from: number; to: number } | null
}

/** Verifies the chain, from the first entry to the last. */
export async function checkAudit(db: Reader): Promise<AuditCheck> {
  const key = auditKeyOf(db)
  const change = key && (await lastChangeTo(db, key))
  const rule: Rule = { key, keyedFrom: key && (change?.id ?? 1), former: change?.former ?? null }
  const digest = createHash('sha256')
  let head: AuditHead | null = null
  let broken: number | null = null
  let entries = 0
  let firstAt: Instant | null = null
  let [isWhole, isOver] = [false, false]
  // What is written while it is looked at is looked at as well, before it is said that the end is not the end.
  while (!isOver) {
    for await (const rows of auditSlices(db, lastId(head))) {
      for (const row of rows) {
        if (covers(rule.former, row.id)) digest.update(contentOf(row))
        if (!follows(row, head) || !isRight(row, rule)) broken ??= row.id
        head = { id: row.id, hash: row.hash }
        firstAt ??= row.at
      }
      entries += rows.length
    }
    isWhole = await headIs(db, key, head)
    isOver = isWhole || lastId(await lastAuditEntry(db)) === lastId(head)
  }
  if (rule.former && digest.digest('hex') !== rule.former.digest) broken = lesser(broken, rule.former.from)
  if (broken === null && !isWhole) broken = (head?.id ?? 0) + 1
  const formerKeys = rule.former && { from: rule.former.from, to: rule.former.to }
  return { broken, entries, firstAt, head, keyedFrom: head && rule.keyedFrom, formerKeys }
}

/** The id of the first entry that is wrong, or missing at the end; null if all are right. */
export async function firstBrokenAudit(db: Reader): Promise<number | null> {
  return (await checkAudit(db)).broken
}

interface Rule {
  key: AuditKey | null
  keyedFrom: number | null
  former: KeyChange['former']
}

/** The last time that the key in use came into use in a chain that was there already; itself an entry under that key. */
async function lastChangeTo(db: Reader, key: AuditKey): Promise<(KeyChange & { id: number }) | null> {
  const rows = await db
    .selectFrom('audit')
    .select(['id', 'detail'])
    .where('object', '=', AUDIT_CHAIN)
    .orderBy('id', 'desc')
    .execute()
  const changes = rows.map(({ id, detail }) => ({ id, ...(JSON.parse(detail) as KeyChange) }))
  return changes.find(({ fingerprint }) => fingerprint === key.fingerprint) ?? null
}

function follows(row: Row<'audit'>, before: AuditHead | null): boolean {
  return row.id === (before?.id ?? 0) + 1 && row.previous_hash === (before?.hash ?? BEFORE_THE_FIRST)
}

function isRight(row: Row<'audit'>, { key, keyedFrom, former }: Rule): boolean {
  if (key && keyedFrom !== null && row.id >= keyedFrom) return row.hash === keyedHash(key, row)
  return covers(former, row.id) || row.hash === plainHash(row)
}

function covers(range: { from: number; to: number } | null, id: number): boolean {
  return range !== null && id >= range.from && id <= range.to
}

function lastId(head: AuditHead | null): number {
  return head?.id ?? 0
}

function lesser(a: number | null, b: number): number {
  return a === null ? b : Math.min(a, b)
}
