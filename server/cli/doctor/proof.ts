import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { proofSeal } from '../../../db/contact/proof-seal.ts'
import type { Db } from '../../../db/schema/index.ts'
import { auditHashOf } from '../../../db/system/audit.ts'
import { checkAudit } from '../../../db/system/audit-check.ts'
import { auditKeyOf } from '../../../db/system/audit-key.ts'
import { asCaller } from '../../boot/data-dir/owner.ts'
import { type ProofFile, readProofFile } from '../../domain/contact/proof-file.ts'
import { matches } from '../../lib/links.ts'
import { oneLine, shorten } from '../../lib/text.ts'
import { CommandFailure } from '../exit.ts'
import type { Finding } from './finding.ts'

/** Whether a file proves who was told: made here, and as it was made. */
export async function proofFindings(db: Db, path: string): Promise<Finding[]> {
  const file = readProofFile(cellsOf(path))
  if (!file) {
    const mend = 'The lines below the table, from "Proof of notice for" to "HMAC-SHA256", belong to it.'
    return [{ level: 'fail', text: 'proof: the file is not a proof of notice, or its end is missing', mend }]
  }
  const said = `for ${shown(file.subject)} (${shown(file.object)}), as of ${shown(file.asOf)}`
  const own = auditKeyOf(db)?.fingerprint ?? 'none'
  if (!matches(file.seal, proofSeal(db, file.content))) {
    const altered = `proof: it was altered since it was made: the seal does not fit (${said})`
    const foreign = `proof: it says that it was sealed with the secret key ${shown(file.fingerprint)}, and here that is ${own}: it is of another installation, of a former key, or forged`
    return [{ level: 'fail', text: file.fingerprint === own ? altered : foreign }]
  }
  const { lines, digest, content } = file.table
  const counted = lines === 1 ? '1 line' : `${lines} lines`
  if (content !== null && createHash('sha256').update(content).digest('hex') !== digest)
    return [{ level: 'fail', text: `proof: its table was altered since it was made with ${counted} ${said}` }]
  const whole = content === null ? `${counted}, which are not in this file,` : counted
  return [{ level: 'ok', text: `proof: genuine, ${whole} ${said}` }, ...(await trailFindings(db, file))]
}

/** Whether the audit trail still has the entry that was its last one then, and is sound up to there. */
async function trailFindings(db: Db, { audit: { id, hash } }: ProofFile): Promise<Finding[]> {
  const now = await auditHashOf(db, id)
  const then = `which was its last one when the proof was made`
  if (now === null)
    return [
      { level: 'fail', text: `audit: the trail here has no entry ${id}, ${then}: it was cut, or restored from before` },
    ]
  if (now !== hash)
    return [{ level: 'fail', text: `audit: entry ${id}, ${then}, is another one here: the trail was rewritten` }]
  const { broken } = await checkAudit(db)
  if (broken !== null && broken <= id)
    return [{ level: 'fail', text: `audit: the chain is broken at entry ${broken}, before entry ${id}` }]
  return [{ level: 'ok', text: `audit: the trail still has entry ${id}, ${then}` }]
}

const shown = (text: string) => shorten(oneLine(text), 200)

/** The cells of a table, also as a spreadsheet saved it: with another separator, or a mark at its beginning. */
function cellsOf(path: string): string[][] {
  try {
    const text = asCaller(() => readFileSync(path, 'utf8'))
    const [first = ''] = text.split(/\r?\n/, 1)
    const delimiter = [',', ';', '\t'].find((one) => first.includes(one)) ?? ','
    return parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true })
  } catch (error) {
    throw new CommandFailure(`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}
