/** How the provider looks on its page. Whatever is left out is Signalpost's own. */
export interface Brand {
  /** `dark`: on dark paper, where it is another. */
  logo: { light: Logo; dark: Logo | null } | null
  /** The colour of links and buttons on each paper, as `#rrggbb`. */
  accent: { light: string; dark: string } | null
  /** In the header, to the provider's own pages. */
  links: readonly { text: string; url: string }[]
}

export interface Logo {
  /** Public path, with a hash of its content in its name. */
  path: string
  width: number
  height: number
}

export const NO_BRAND: Brand = { logo: null, accent: null, links: [] }
