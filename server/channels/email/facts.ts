import { html } from 'hono/html'
import type { Dictionary } from '../../../src/i18n/index.ts'
import { oneLine } from '../../lib/text.ts'
import type { Markup } from './page.ts'

/** A label and what stands beside it. */
export type Fact = readonly [label: string, value: string]

export function factTable(facts: readonly Fact[]): Markup {
  const rows: Markup[] = facts.map(
    ([label, value]) => html`<tr><th scope="row" dir="auto">${label}</th><td dir="auto">${value}</td></tr>`,
  )
  return html`<table class="facts" cellpadding="0" cellspacing="0" border="0">${rows}</table>`
}

/** The same in mail without markup. */
export function factLines(facts: readonly Fact[], words: Dictionary['mail']): string {
  return facts.map(([label, value]) => words.fact(oneLine(label), value)).join('\n')
}

export function listedFacts(facts: readonly Fact[], words: Dictionary['mail']): string {
  return facts.map(([label, value]) => words.item(words.fact(oneLine(label), value))).join('\n')
}
