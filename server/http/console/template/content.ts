import { dictionary } from '../../../../src/i18n/index.ts'
import { clock } from '../../../../src/i18n/time.ts'
import type { FilledTemplate } from '../../../../src/views.ts'
import { fill } from '../../../domain/template/placeholders.ts'
import { HOUR } from '../../../domain/vocabulary.ts'
import { toHtml } from '../../../lib/markdown.ts'
import type { AppDeps } from '../../deps.ts'

/** A template as an update would have it: with these platforms, a made-up case and an estimate in an hour. */
export function exampleOf(
  { site, clock: now }: Pick<AppDeps, 'site' | 'clock'>,
  template: { title: string | null; body: string },
  platforms: readonly string[],
): FilledTemplate {
  const { example } = dictionary(site.locale).console.templates
  const eta = clock(now() + HOUR, site.zone, site.locale)
  const { title, body, missing } = fill(template, { platforms, case: example.case, eta })
  return { title, body: toHtml(body), missing: missing.map((name) => `{${name}}`) }
}
