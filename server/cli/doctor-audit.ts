import { type AuditCheck, checkAudit } from '../../db/system/audit-check.ts'
import { auditKeyOf } from '../../db/system/audit-key.ts'
import { auditTriggerProblems } from '../../db/system/audit-triggers.ts'
import { hasKey, secretKeyFile } from '../boot/secret-key.ts'
import type { Finding } from './finding.ts'
import type { Session } from './session.ts'

/** The secret key, the audit trail that it keys, and the triggers that keep the trail append-only. */
export async function auditFindings({ db, config }: Session): Promise<Finding[]> {
  const key = auditKeyOf(db)
  const origin = config.secretKey === undefined ? secretKeyFile(config) : 'SECRET_KEY'
  const problems = await auditTriggerProblems(db)
  return [
    key ? { level: 'ok', text: `secret key: from ${origin}, fingerprint ${key.fingerprint}` } : keyless(config, origin),
    ...chain(await checkAudit(db)),
    ...(problems.length === 0
      ? [{ level: 'ok', text: 'audit: the triggers that keep it append-only are in place' } as const]
      : problems.map(
          (text): Finding => ({ level: 'fail', text: `audit: ${text}: somebody may have changed entries` }),
        )),
  ]
}

/** Whoever can rewrite the database can also take its key's fingerprint away, and pass it off as older than it is. */
function keyless(config: Session['config'], origin: string): Finding {
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
