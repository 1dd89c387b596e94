import type { Dictionary } from '../../../i18n/index.ts'
import type { Amendment } from '../../../views.ts'

/** What the fields of a small page about an incident are called on it; without one, those of the composer. */
export function labelsOf(of: Amendment | null, { console: { amend, compose } }: Dictionary): Record<string, string> {
  if (of === null) return compose.labels
  const { labels } = amend
  const again = { 'openedAt.again': labels.openedAt, 'startedAt.again': labels.startedAt }
  return {
    ...{ ...labels, ...again, 'resolvedAt.again': labels.resolvedAt, 'nextUpdateBy.again': labels.nextUpdateBy },
    // There it is the reason that readers see.
    ...(of === 'reopen' && { reason: compose.labels.reason }),
  }
}
