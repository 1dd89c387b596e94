// A file that proves who was told: a table, below it whom it is for, as of when, a digest of the table, where the audit
// trail stood, and a seal over these lines, which can be checked without the table, too: they are printed. What a
// spreadsheet does to a table when it is saved again does not matter: quotes, line ends, what separates cells, and empty
// cells at the end of a line.

const FOR = 'Proof of notice for'
const AS_OF = 'As of'
const TABLE = 'Lines'
const AUDIT = 'Audit trail'
const KEY = 'Secret key'
const SEAL = 'HMAC-SHA256'

/** What a file says of itself. */
export interface ProofHead {
  /** Whom or what it is for, in words: "Acme Freight". */
  subject: string
  /** The same for programs: `organisation/k3j…`. */
  object: string
  /** RFC 3339. */
  asOf: string
  /** How many lines the table has below its header, and the SHA-256 of all of it. */
  table: { lines: number; digest: string }
  /** The last entry of the audit trail then. */
  audit: { id: number; hash: string }
  /** By which the secret key is recognised. */
  fingerprint: string
}

export interface ProofFile extends Omit<ProofHead, 'table'> {
  /** What it says of the table, and the table as the digest sees it; null where it is left out. */
  table: ProofHead['table'] & { content: string | null }
  seal: string
  /** What the seal is over. */
  content: string
}

/** The lines below the table, without the seal. */
export function headLines({ subject, object, asOf, table, audit, fingerprint }: ProofHead): string[][] {
  return [
    [FOR, subject, object],
    [AS_OF, asOf],
    [TABLE, String(table.lines), table.digest],
    [AUDIT, String(audit.id), audit.hash],
    [KEY, fingerprint],
  ]
}

export const sealLine = (seal: string) => [SEAL, seal]

/** What digest and seal see of one line. */
export function canonical(cells: readonly string[]): string {
  const texts = cells.map((cell) => cell.replace(/\r\n?/g, '\n'))
  return `${JSON.stringify(texts.slice(0, texts.findLastIndex((text) => text !== '') + 1))}\n`
}

/** Reads a file; null where it is none of ours. */
export function readProofFile(rows: readonly (readonly string[])[]): ProofFile | null {
  const filled = rows.filter((row) => row.some((cell) => cell !== ''))
  const end = filled.slice(-6)
  if (end.map(([name]) => name).join() !== [FOR, AS_OF, TABLE, AUDIT, KEY, SEAL].join()) return null
  const [subject = [], asOf = [], counted = [], audit = [], key = [], seal = []] = end
  const table = filled.slice(0, -6)
  return {
    ...{ subject: subject[1] ?? '', object: subject[2] ?? '', asOf: asOf[1] ?? '' },
    table: {
      ...{ lines: Number(counted[1]), digest: counted[2] ?? '' },
      content: table.length === 0 ? null : table.map(canonical).join(''),
    },
    audit: { id: Number(audit[1]), hash: audit[2] ?? '' },
    ...{ fingerprint: key[1] ?? '', seal: seal[1] ?? '', content: end.slice(0, -1).map(canonical).join('') },
  }
}
