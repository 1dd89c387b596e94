import type { Hmac } from 'node:crypto'
import type { ProofsOf } from '../../../../db/contact/notices.ts'
import { proofSeal } from '../../../../db/contact/proof-seal.ts'
import { lastAuditEntry } from '../../../../db/system/audit.ts'
import { auditKeyOf } from '../../../../db/system/audit-key.ts'
import { type Dictionary, dictionary } from '../../../../src/i18n/index.ts'
import { toldText } from '../../../../src/i18n/told.ts'
import type { ProofLine } from '../../../domain/contact/proof.ts'
import { canonical, headLines, type ProofHead, SEAL } from '../../../domain/contact/proof-file.ts'
import { type Cell, csv, writtenCell } from '../../../lib/csv.ts'
import { objectUrl } from '../../../lib/links.ts'
import { allProofs } from '../../../queries/organisation/notices.ts'
import type { AppDeps } from '../../deps.ts'
import { rfc3339, rfc3339OrNull } from '../common.ts'

const COLUMNS = [
  ...['at', 'what', 'type', 'id', 'title', 'url', 'organisation', 'organisationId', 'contact', 'contactId', 'email'],
  ...['addressHash', 'purpose', 'rank', 'channel', 'result', 'why', 'handedOverAt', 'resultAt', 'lateMinutes'],
  ...['by', 'note'],
]

type Deps = Pick<AppDeps, 'db' | 'site' | 'clock'>

interface Wish {
  of: ProofsOf
  /** Whom or what it is for, in words and for programs. */
  subject: Pick<ProofHead, 'subject' | 'object'>
  /** What the file may show of a line. Default: all. */
  shown?: (line: ProofLine) => ProofLine
}

/** The state of the audit trail, and by which key it is known. */
export async function proofHead({ db, clock }: Deps, subject: Wish['subject']): Promise<ProofHead> {
  const audit = (await lastAuditEntry(db)) ?? { id: 0, hash: '' }
  return { ...subject, asOf: rfc3339(clock()), audit, fingerprint: auditKeyOf(db)?.fingerprint ?? '' }
}

/** A sealed table of proofs, piece by piece. */
export async function* proofFile(deps: Deps, { of, subject, shown = (line) => line }: Wish): AsyncGenerator<string> {
  const head = await proofHead(deps, subject)
  const seal = proofSeal(deps.db)
  const t = dictionary('en')
  yield sealed(seal, [COLUMNS])
  for await (const lines of allProofs(deps.db, of)) {
    yield sealed(
      seal,
      lines.map((line) => rowOf(shown(line), deps.site.url, t)),
    )
  }
  yield sealed(seal, headLines(head))
  yield csv([[SEAL, seal.digest('hex')]])
}

function sealed(seal: Hmac, rows: readonly (readonly Cell[])[]): string {
  for (const row of rows) seal.update(canonical(row.map(writtenCell)))
  return csv(rows)
}

function rowOf(line: ProofLine, siteUrl: string, t: Dictionary): Cell[] {
  const { object, organisation, contact } = line
  return [
    ...[rfc3339(line.at), toldText(line.told, t), object?.type ?? null, object?.id ?? null, object?.title ?? null],
    ...[object && objectUrl(siteUrl, object), organisation.name, organisation.id],
    ...[contact?.name ?? null, contact?.id ?? null, contact?.email ?? null, line.addressHash],
    ...[line.purpose, line.rank, line.channel, line.result, line.why],
    ...[rfc3339OrNull(line.handedOverAt), rfc3339OrNull(line.resultAt), line.lateMinutes, line.by, line.note],
  ]
}
