import { html } from 'hono/html'
import type { Dictionary } from '../../../src/i18n/index.ts'
import type { Priority } from '../../domain/vocabulary.ts'
import { oneLine, shorten } from '../../lib/text.ts'
import type { Markup } from './page.ts'
import { S } from './style.ts'

/** A label and what stands beside it. */
export type Fact = readonly [label: string, value: string]

export function factTable(facts: readonly Fact[]): Markup {
  const rows: Markup[] = facts.map(
    ([label, value]) =>
      html`<tr><th scope="row" dir="auto" style="${S.label}">${label}</th><td dir="auto" style="${S.value}">${value}</td></tr>`,
  )
  return html`<table class="facts" cellpadding="4" cellspacing="0" border="0" style="${S.facts}">${rows}</table>`
}

/** The same in mail without markup. */
export function factLines(facts: readonly Fact[], words: Dictionary['mail']): string {
  return facts.map(([label, value]) => words.fact(oneLine(label), value)).join('\n')
}

export function listedFacts(facts: readonly Fact[], words: Dictionary['mail']): string {
  return facts.map(([label, value]) => words.item(words.fact(oneLine(label), value))).join('\n')
}

/** A priority and what it means, as one text: what stands beside a label has no colon of its own. */
export function priorityFact(priority: Priority, { mail, words }: Dictionary): Fact {
  return [mail.priority, words.priority[priority].replace(/: /, ' (').replace(/\.$/, ')')]
}

/** At most so many platforms are named: a mail stays small. The page names all. */
const NAMED = 30

/** The first of many, their names short enough for a mail, and how many more there are. */
export function namedFew<T extends { name: string }>(
  all: readonly T[],
  most = NAMED,
): { named: readonly T[]; more: number } {
  // "One more" would take as much room as its name.
  const first = all.length <= most + 1 ? all : all.slice(0, most)
  const named = first.map((one) => ({ ...one, name: shorten(oneLine(one.name), 60) }))
  return { named, more: all.length - named.length }
}
