/** What other sites can show of this one. */
export interface EmbedView {
  kind: 'embed'
  /** Of everything first. `name` is null there. */
  badges: { name: string | null; badge: string; page: string }[]
  /** `code`: a list of its next windows, to be put into a page of a portal. */
  programmes: { title: string; data: string; calendar: string; code: string }[]
}

/** `/embed/banner.json`: what the banner on other sites shows. */
export interface BannerData {
  /** When it was made; times are ISO. */
  at: string
  incidents: (BannerLine & { since: string; nextUpdateBy: string | null })[]
  maintenance: (BannerLine & { startsAt: string; endsAt: string })[]
}

export interface BannerLine {
  id: string
  url: string
  title: string
  /** In other languages of the site. */
  titles?: Record<string, string>
  platforms: readonly string[]
}

/** What the script of the banner is published with. */
export interface BannerGiven {
  name: string
  /** The first language of the site. */
  first: string
  words: Record<string, BannerWords>
}

/** What it says in a language, in this order, since names would need more room; `{}` is where something is put in. */
export type BannerWords = [
  tag: string,
  direction: string,
  /** Of the pages in that language: "pt/". */
  path: string,
  label: string,
  incident: string,
  maintenance: string,
  since: string,
  ends: string,
  asOf: string,
  next: string,
  late: string,
  close: string,
  /** By the number in it, where a language has more than one form. */
  more: string | Partial<Record<Intl.LDMLPluralRule, string>>,
]
