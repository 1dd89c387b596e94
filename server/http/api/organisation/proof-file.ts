import { createHash } from 'node:crypto'
import type { ProofsOf } from '../../../../db/contact/notices.ts'
import { proofSeal } from '../../../../db/contact/proof-seal.ts'
import { lastAuditEntry } from '../../../../db/system/audit.ts'
import { auditKeyOf } from '../../../../db/system/audit-key.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import { toldText } from '../../../../src/i18n/told.ts'
import type { ProofLine } from '../../../domain/contact/proof.ts'
import { canonical, headLines, type ProofHead, sealLine } from '../../../domain/contact/proof-file.ts'
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

/** A file is the same for whoever made it. */
const WORDS = dictionary('en')

type Deps = Pick<AppDeps, 'db' | 'site' | 'clock'>

interface Wish {
  of: ProofsOf
  /** Whom or what it is for, in words and for programs. */
  subject: Pick<ProofHead, 'subject' | 'object'>
  /** What the file may show of a line. Default: all. */
  shown?: (line: ProofLine) => ProofLine
}

/** A sealed table of proofs, piece by piece. */
export async function* proofFile(deps: Deps, wish: Wish): AsyncGenerator<string> {
  const { head, rows } = proofRows(deps, wish)
  for await (const some of rows) yield csv(some)
  yield csv(await head())
}

/** The lines below such a table, as it would be now: they can be checked without it, too. */
export async function proofStatement(deps: Deps, wish: Wish): Promise<string[][]> {
  const { head, rows } = proofRows(deps, wish)
  for await (const _ of rows);
  return head()
}

function proofRows({ db, site, clock }: Deps, { of, subject, shown = (line) => line }: Wish) {
  const asOf = rfc3339(clock())
  const digest = createHash('sha256')
  let lines = -1
  const noted = (rows: Cell[][]) => {
    for (const row of rows) digest.update(canonical(row.map(writtenCell)))
    lines += rows.length
    return rows
  }
  async function* rows(): AsyncGenerator<Cell[][]> {
    yield noted([COLUMNS])
    for await (const some of allProofs(db, of)) yield noted(some.map((line) => rowOf(shown(line), site.url)))
  }
  /** Once all rows were taken. */
  async function head(): Promise<string[][]> {
    const audit = (await lastAuditEntry(db)) ?? { id: 0, hash: '' }
    const fingerprint = auditKeyOf(db)?.fingerprint ?? ''
    const table = { lines, digest: digest.digest('hex') }
    const said = headLines({ ...subject, asOf, table, audit, fingerprint }).map((row) => row.map(writtenCell))
    return [...said, sealLine(proofSeal(db, said.map(canonical).join('')))]
  }
  return { head, rows: rows() }
}

function rowOf(line: ProofLine, siteUrl: string): Cell[] {
  const { object, organisation, contact } = line
  return [
    ...[rfc3339(line.at), toldText(line.told, WORDS), object?.type ?? null, object?.id ?? null, object?.title ?? null],
    ...[object && objectUrl(siteUrl, object), organisation.name, organisation.id],
    ...[contact?.name ?? null, contact?.id ?? null, contact?.email ?? null, line.addressHash],
    ...[line.purpose, line.rank, line.channel, line.result, line.why],
    ...[rfc3339OrNull(line.handedOverAt), rfc3339OrNull(line.resultAt), line.lateMinutes, line.by, line.note],
  ]
}
