import type { Brand } from '../../server/domain/plan/brand.ts'
import { legible } from './contrast.ts'
import { PALETTE } from './palette.ts'

export interface Accent {
  light: string
  dark: string
}

/** What WCAG 2.2 asks of a text. */
export const LEAST_CONTRAST = 4.5

/** What it stands on, and what stands on it. */
export const GROUNDS = {
  light: [PALETTE.paper.light, PALETTE.card.light],
  dark: [PALETTE.paper.dark, PALETTE.card.dark],
} as const

/** The colour of links, buttons and the mark: the provider's, or the nearest to it that can be read. */
export function accentOf(brand: Pick<Brand, 'accent'> | undefined): Accent {
  const { light, dark } = brand?.accent ?? PALETTE.link
  return {
    light: legible(light, GROUNDS.light, LEAST_CONTRAST),
    dark: legible(dark, GROUNDS.dark, LEAST_CONTRAST),
  }
}

/** The provider's colour over that of `tokens.css`, for the head of a page. */
export function accentStyle(brand: Brand): string {
  const { light, dark } = accentOf(brand)
  return `<style>html:root{--link:${light}}@media(prefers-color-scheme:dark){html:root{--link:${dark}}}</style>`
}
