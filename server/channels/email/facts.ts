import { html } from 'hono/html'
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

export function factLines(facts: readonly Fact[], mark = ''): string {
  return facts.map(([label, value]) => `${mark}${oneLine(label)}: ${value}`).join('\n')
}
