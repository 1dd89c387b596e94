import { pathIn } from '../../../src/i18n/address.ts'
import type { Locale } from '../../../src/i18n/index.ts'
import type { Site } from '../../../src/views.ts'
import type { Document, RenderContext, Tier } from './document.ts'
import type { SiteTag, SubjectTag, Tag } from './tags.ts'

/** What documents are about; there is one of each family for every such thing. */
export const SUBJECTS = ['site', 'platform', 'month', 'programme', 'maintenance month', 'window', 'incident'] as const
export type Subject = (typeof SUBJECTS)[number]

/** A tag with the place where the id of the document's subject goes. */
export type TagPattern = SiteTag | `${SubjectTag}:{id}`

/** `path` is the one in the site's first language. */
export type Make = (context: RenderContext, id: string, path: string) => Promise<string | Buffer | null>

/** Documents that differ in nothing but what they are about, and their language. */
export interface Family {
  subject: Subject
  path: (id: string) => string
  tags: readonly TagPattern[]
  tier: Tier
  make: Make
  /** Is there one in each language of the site? Others are for programs. */
  spoken: boolean
}

/** The documents of a family about one thing, one for each of its languages; of the whole site with any id. */
export function documentsOf({ path, tags, tier, make, spoken }: Family, id: string, site: Site): Document[] {
  const own = path(id)
  return (spoken ? site.languages : [site.locale]).map((locale) => ({
    path: pathIn({ ...site, locale }, own),
    tags: tags.map((tag) => tag.replace('{id}', id) as Tag),
    tier,
    make: (context) => make(inLanguage(context, locale), id, own),
  }))
}

/** What is known stays the same; only what it is told in differs. */
function inLanguage(context: RenderContext, locale: Locale): RenderContext {
  const { snapshot } = context
  return { ...context, snapshot: { ...snapshot, site: { ...snapshot.site, locale } } }
}
