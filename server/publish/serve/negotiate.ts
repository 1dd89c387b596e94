import { Memo } from '../../lib/memo.ts'
import type { Encoding } from '../store/folder.ts'

/** What a client may ask of a stored document (RFC 9110, sections 12.5.3 and 13.1.2). */

/** Smallest first: the order in which we choose among what the client likes equally. */
const OURS: readonly Encoding[] = ['br', 'gzip']
/** Browsers send a handful of different headers; whoever invents more does not fill the memory. */
const known = new Memo<string, readonly Encoding[]>(200)

/** The compressed forms that an Accept-Encoding header prefers to the plain one, best first. */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
  return header ? known.get(header, () => ranked(header)) : []
}

function ranked(header: string): Encoding[] {
  const weights = new Map(header.split(',').map(parseWeight))
  const any = weights.get('*')
  // What is not mentioned may be sent, but is liked less than anything named.
  const plain = weights.get('identity') ?? 0
  const weight = (encoding: Encoding) =>
    weights.get(encoding) ?? (encoding === 'gzip' ? weights.get('x-gzip') : undefined) ?? any ?? 0
  return OURS.filter((encoding) => weight(encoding) > 0 && weight(encoding) >= plain).sort(
    (a, b) => weight(b) - weight(a),
  )
}

function parseWeight(item: string): [name: string, weight: number] {
  const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase())
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  const weight = q === undefined ? 1 : Number(q.slice(2))
  return [name, Number.isFinite(weight) ? weight : 0]
}

/** Does an If-None-Match header name this entity tag? Compared weakly, as the section demands. */
export function matches(header: string | undefined, etag: string): boolean {
  if (!header) return false
  if (header === etag) return true
  if (header.trim() === '*') return true
  return (header.match(/(W\/)?"[^"]*"/g) ?? []).some((tag) => tag.replace(/^W\//, '') === etag)
}
