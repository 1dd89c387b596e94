import { toHtml } from '../../lib/markdown.ts'

const KNOWN_LIMIT = 5_000
const known = new Map<string, string>()

/** `toHtml`, remembered: every page and feed shows the same texts again and again, and they do not change. */
export function htmlOf(markdown: string): string {
  const remembered = known.get(markdown)
  if (remembered !== undefined) return remembered
  const html = toHtml(markdown)
  if (known.size >= KNOWN_LIMIT) known.clear()
  known.set(markdown, html)
  return html
}
