// A file that proves who was told: a table, below it whom it is for, as of when, where the audit trail stood, and a seal
// over all of that. What a spreadsheet does to a table when it is saved again does not matter: quotes, line ends, what
// separates cells, and empty cells at the end of a line.

export const SEAL = 'HMAC-SHA256'
const FOR = 'Proof of notice for'
const AS_OF = 'As of'
const AUDIT = 'Audit trail'
const KEY = 'Secret key'

/** What a file says of itself. */
export interface ProofHead {
  /** Whom or what it is for, in words: "Acme Freight". */
  subject: string
  /** The same for programs: `organisation/k3j…`. */
  object: string
  /** RFC 3339. */
  asOf: string
  /** The last entry of the audit trail then. */
  audit: { id: number; hash: string }
  /** By which the secret key is recognised. */
  fingerprint: string
}

export interface ProofFile extends ProofHead {
  /** How many lines of the table there are. */
  lines: number
  seal: string
  /** What the seal is over. */
  content: string
}

/** The lines below the table, without the seal. */
export function headLines({ subject, object, asOf, audit, fingerprint }: ProofHead): string[][] {
  return [
    [FOR, subject, object],
    [AS_OF, asOf],
    [AUDIT, String(audit.id), audit.hash],
    [KEY, fingerprint],
  ]
}

/** What the seal sees of one line. */
export function canonical(cells: readonly string[]): string {
  const texts = cells.map((cell) => cell.replace(/\r\n?/g, '\n'))
  return `${JSON.stringify(texts.slice(0, texts.findLastIndex((text) => text !== '') + 1))}\n`
}

/** Reads a file; null where it is none of ours. */
export function readProofFile(rows: readonly (readonly string[])[]): ProofFile | null {
  const filled = rows.filter((row) => row.some((cell) => cell !== ''))
  const sealed = filled.at(-1)
  const body = filled.slice(0, -1)
  const [subject, asOf, audit, key] = body.slice(-4)
  if (!sealed || !subject || !asOf || !audit || !key || sealed[0] !== SEAL) return null
  if (subject[0] !== FOR || asOf[0] !== AS_OF || audit[0] !== AUDIT || key[0] !== KEY) return null
  return {
    ...{ subject: subject[1] ?? '', object: subject[2] ?? '', asOf: asOf[1] ?? '' },
    audit: { id: Number(audit[1]), hash: audit[2] ?? '' },
    fingerprint: key[1] ?? '',
    // One line is the header.
    lines: Math.max(0, body.length - 5),
    seal: sealed[1] ?? '',
    content: body.map(canonical).join(''),
  }
}
