import type { Brand } from '../../server/domain/plan/brand.ts'

/** The provider's colour over that of `tokens.css`, for the head of a page. */
export function accentStyle({ light, dark }: NonNullable<Brand['accent']>): string {
  return `<style>html:root{--link:${light}}@media(prefers-color-scheme:dark){html:root{--link:${dark}}}</style>`
}
