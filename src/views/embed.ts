/** What other sites can show of this one. */
export interface EmbedView {
  kind: 'embed'
  /** Of everything first. `name` is null there. */
  badges: { name: string | null; badge: string; page: string }[]
  /** `code`: a list of its next windows, to be put into a page of a portal. */
  programmes: { title: string; data: string; calendar: string; code: string }[]
}
