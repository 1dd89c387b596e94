import { toDocument, toHtml } from '../../lib/markdown.ts'
import { Memo } from '../../lib/memo.ts'

const known = new Memo<string, string>(5_000)

/** `toHtml`, remembered: every page and feed shows the same texts again and again, and they do not change. */
export function htmlOf(markdown: string): string {
  return known.get(markdown, () => toHtml(markdown))
}

const documents = new Memo<string, string>(500)

/** `toDocument`, remembered as well. */
export function documentOf(markdown: string): string {
  return documents.get(markdown, () => toDocument(markdown))
}
