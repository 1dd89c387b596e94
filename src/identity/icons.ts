import type { PlatformState } from '../../server/domain/vocabulary.ts'
import { PALETTE } from './palette.ts'
import { drawn, MARK, SHAPES } from './shapes.ts'

/** The icons of tabs, home screens and notifications, as SVG. */

const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><title>Status</title>${content}</svg>\n`

/** The mark on a tile, whose lower edge its post stands on; `scale`: how much of the tile it takes. */
const tile = (scale: number, radius: number) =>
  svg(
    `<rect width="24" height="24" rx="${radius}" fill="${PALETTE.link.light}"/><g fill="#fff" transform="translate(12 24) scale(${scale}) translate(-12 -24)">${MARK}</g>`,
  )

export const TAB = tile(0.86, 5)
/** Has no corners of its own: what shows it cuts them. */
export const TILE = tile(0.8, 0)
/** Whatever is cut away around its middle, the sign stays. */
export const MASKABLE = tile(0.7, 0)
/** Shown by its outline alone, in a colour of the system's. */
export const MONOCHROME = svg(`<g fill="#fff">${MARK}</g>`)

/** The sign of a state on the same post, with an edge that keeps it apart from a dark tab. */
export function stateTab(state: PlatformState): string {
  const { solid } = SHAPES[state]
  const post = '<path d="M10.4 16h3.2v7.5h-3.2z"/>'
  const sign = (fill: string) =>
    `<g transform="translate(12 9.6) scale(.86) translate(-12 -12)">${drawn(SHAPES[state], fill, '#fff')}</g>`
  const edge = `<g stroke="#fff" stroke-width="1.6" fill="#fff" stroke-linejoin="round"><g transform="translate(12 9.6) scale(.86) translate(-12 -12)">${SHAPES[state].body}</g>${post}</g>`
  return svg(`${edge}<g fill="${solid}">${post}</g>${sign(solid)}`)
}

/** A picture of a page where none could be drawn. */
export const PLAIN = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><rect width="1200" height="630" fill="${PALETTE.link.light}"/><svg x="375" y="90" width="450" height="540" viewBox="0 0 24 24" preserveAspectRatio="xMidYMax meet" fill="#fff">${MARK}</svg></svg>\n`
