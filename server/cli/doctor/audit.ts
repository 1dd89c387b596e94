import { type AuditCheck, checkAudit } from '../../../db/system/audit-check.ts'
import { auditKeyOf } from '../../../db/system/audit-key.ts'
import { auditTriggerProblems } from '../../../db/system/audit-triggers.ts'
import { hasKey, keyOrigin, SecretKeyRefused, unlockIfBound } from '../../boot/secret-key.ts'
import type { ExaminedData, Finding } from './finding.ts'

/** Has the connection use the secret key. The words of the refusal where it is not the database's; otherwise null. */
export async function keyRefusal({ db, config }: ExaminedData): Promise<string | null> {
  try {
    await unlockIfBound(db, config)
    return null
  } catch (error) {
    if (error instanceof SecretKeyRefused) return error.message
    throw error
  }
}

/** The secret key, and the audit trail that it keys; `refusal` says why there is no key to check the trail with. */
export async function trailFindings({ db, config }: ExaminedData, refusal: string | null): Promise<Finding[]> {
  if (refusal !== null) {
    // The words on what to do are said at the end.
    const [what = refusal] = refusal.split('. ')
    return [
      { level: 'fail', text: `secret key: ${what}` },
      { level: 'warn', text: 'audit: the chain cannot be checked without its key' },
    ]
  }
  const key = auditKeyOf(db)
  const origin = keyOrigin(config)
  return [
    key ? { level: 'ok', text: `secret key: from ${origin}, fingerprint ${key.fingerprint}` } : keyless(config, origin),
    ...chain(await checkAudit(db)),
  ]
}

/** The triggers that keep the trail append-only. */
export async function triggerFindings({ db }: ExaminedData): Promise<Finding[]> {
  const problems = await auditTriggerProblems(db)
  if (problems.length === 0) return [{ level: 'ok', text: 'audit: the triggers that keep it append-only are in place' }]
  return problems.map((text) => ({ level: 'fail', text: `audit: ${text}: somebody may have changed entries` }))
}

/** Whoever can rewrite the database can also take its key's fingerprint away, and pass it off as older than it is. */
function keyless(config: ExaminedData['config'], origin: string): Finding {
  const next = 'the next start of the server gives it one'
  if (!hasKey(config)) return { level: 'warn', text: `secret key: the database has none yet; ${next}` }
  return {
    level: 'warn',
    text: `secret key: the database knows none, but there is one (${origin}); right after an upgrade, or a restore from before it, ${next}; otherwise somebody removed it`,
  }
}

function* chain({ broken, head, keyedFrom, formerKeys }: AuditCheck): Generator<Finding> {
  const keyed = keyedFrom === null ? 'not keyed' : `keyed from entry ${keyedFrom}`
  const last = head ? `, the last entry is ${head.id} ${head.hash}` : ', without an entry'
  if (broken === null) yield { level: 'ok', text: `audit: the chain is intact, ${keyed}${last}` }
  else {
    yield {
      level: 'fail',
      text: `audit: the chain is broken at entry ${broken}${last}: the database was changed by hand`,
    }
  }
  if (formerKeys) {
    const { from, to } = formerKeys
    yield {
      level: 'warn',
      text: `audit: entries ${from} to ${to} were made under a former key, which can tell no more`,
    }
  }
}
