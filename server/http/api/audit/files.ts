import type { AuditLine } from '../../../domain/audit.ts'
import { csv } from '../../../lib/csv.ts'
import { rfc3339 } from '../common.ts'

/** Entries as a table, slice by slice: spreadsheets run nothing of it. */
export async function* csvOf(slices: AsyncIterable<AuditLine[]>): AsyncGenerator<string> {
  yield csv([['id', 'at', 'actor', 'action', 'object', 'detail', 'previousHash', 'hash']])
  for await (const lines of slices) {
    yield csv(
      lines.map(({ id, at, actor, action, object, detail, previousHash, hash }) => [
        ...[id, rfc3339(at), actor, action, object, JSON.stringify(detail)],
        ...[previousHash, hash],
      ]),
    )
  }
}

/** Entries line by line, with all that it takes to verify the chain. */
export async function* linesOf(slices: AsyncIterable<AuditLine[]>): AsyncGenerator<string> {
  for await (const lines of slices) yield lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}
