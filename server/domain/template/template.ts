import type { Phase } from '../vocabulary.ts'

/** How many templates there may be: more than anybody looks through. */
export const MOST_TEMPLATES = 200

/** What staff say of a template. */
export interface TemplateFields {
  /** No two read alike. */
  name: string
  phase: Phase
  /** Ids of the platforms that it is about; none: any. */
  platforms: readonly string[]
  /** For a new incident; may have placeholders. */
  title: string | null
  /** Markdown with placeholders (`server/domain/template/placeholders.ts`). */
  body: string
}

export interface Template extends TemplateFields {
  id: string
}

/**
 * Those templates that fit an update of this phase about these platforms, the most specific first: the one about the
 * most of them, then about the fewest others, then by name.
 */
export function fitting(
  templates: readonly Template[],
  { phase, platforms }: { phase: Phase; platforms: readonly string[] },
): Template[] {
  const concerned = new Set(platforms)
  const ranked = templates
    .filter((template) => template.phase === phase)
    .map((template) => ({ template, hits: template.platforms.filter((id) => concerned.has(id)).length }))
    .filter(({ template, hits }) => template.platforms.length === 0 || hits > 0)
  return ranked
    .sort(
      (a, b) =>
        b.hits - a.hits ||
        a.template.platforms.length - b.template.platforms.length ||
        a.template.name.localeCompare(b.template.name, 'en'),
    )
    .map(({ template }) => template)
}
