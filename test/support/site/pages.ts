/** The compiled renderer, as the publisher uses it. */
import type { PageContext } from '../../../src/views.ts'

interface Entry {
  render(context: PageContext): Promise<string>
  headerPolicy(html: string): string
}

const entry = new URL('../../../dist/server/entry.mjs', import.meta.url)
export const { render, headerPolicy } = (await import(entry.href)) as Entry

/** The texts of all elements of a name, without markup inside. */
export function texts(html: string, element: string): string[] {
  // What is within quotes is a text.
  const found = html
    .replace(/ content="[^"]*"/g, '')
    .matchAll(new RegExp(`<${element}\\b[^>]*>([\\s\\S]*?)</${element}>`, 'g'))
  return [...found].map(([, inner = '']) =>
    inner
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}

/** Ranks of the headings, in order. */
export function headingRanks(html: string): number[] {
  return [...html.matchAll(/<h([1-6])\b/g)].map(([, rank]) => Number(rank))
}
