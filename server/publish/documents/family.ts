import type { Document, RenderContext, Tier } from './document.ts'
import type { SiteTag, SubjectTag, Tag } from './tags.ts'

/** What documents are about; there is one of each family for every such thing. */
export const SUBJECTS = ['site', 'platform', 'month', 'programme', 'maintenance month', 'window', 'incident'] as const
export type Subject = (typeof SUBJECTS)[number]

/** A tag with the place where the id of the document's subject goes. */
export type TagPattern = SiteTag | `${SubjectTag}:{id}`

export type Make = (context: RenderContext, id: string, path: string) => Promise<string | null>

/** Documents that differ in nothing but what they are about. */
export interface Family {
  subject: Subject
  path: (id: string) => string
  tags: readonly TagPattern[]
  tier: Tier
  make: Make
}

/** The document of a family about one thing; of the whole site with any id. */
export function documentOf({ path, tags, tier, make }: Family, id: string): Document {
  const address = path(id)
  return {
    path: address,
    tags: tags.map((tag) => tag.replace('{id}', id) as Tag),
    tier,
    make: (context) => make(context, id, address),
  }
}
