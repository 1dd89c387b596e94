import { html } from 'hono/html'

/**
 * Borders, corners and height of each cell: the quarters of the sign, of which the first after twelve is thin, and the
 * halves of the post. Lengths that stay whole pixels at 125, 150 and 175 %, or seams show.
 */
const CELLS = [
  ['5px 0 0 5px', '12px 0 0', 12],
  ['2px 2px 0 0', '0 12px 0 0', 12],
  ['0 0 5px 5px', '0 0 0 12px', 12],
  ['0 5px 5px 0', '0 0 12px', 12],
  ['0 2px 0 0', null, 8],
  ['0 0 0 2px', null, 8],
] as const

/** No text, or a cell is as high as a line of it. */
const NOTHING = 'font-size:0;line-height:0'

/** What stands in its elements. */
export const markStyles = (colour: string): string[] => [NOTHING, ...cellStyles(colour)]

const cellStyles = (colour: string): string[] =>
  CELLS.map(
    ([borders, corners, height]) =>
      `box-sizing:border-box;width:12px;height:${height}px;border:solid ${colour};border-width:${borders}${corners ? `;border-radius:${corners}` : ''}`,
  )

/**
 * The mark as a table: a mail fetches no picture, and few programs show one that is drawn in it. Where corners stay
 * square it is still a sign on a post.
 */
export function mark(colour: string) {
  const cells = cellStyles(colour).map(cell)
  return drawn([0, 2, 4].map((at) => html`<tr>${cells.slice(at, at + 2)}</tr>`))
}

export const barStyle = (colour: string): string => `height:32px;border:solid ${colour};border-width:0 0 0 5px`

/** In place of the mark beside the name of a provider whose pages show its own logo. */
export function bar(colour: string) {
  return drawn([html`<tr>${cell(barStyle(colour))}</tr>`])
}

function cell(style: string) {
  return html`<td style="${style}"></td>`
}

function drawn(rows: ReturnType<typeof html>[]) {
  return html`<table role="presentation" class="mark" aria-hidden="true" cellpadding="0" cellspacing="0" border="0" style="${NOTHING}">${rows}</table>`
}
