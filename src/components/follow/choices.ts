import type { Scope } from '../../../server/domain/vocabulary.ts'
import type { ManageView, SubscribeView } from '../../views.ts'

/** "all", "platform:ID", "incident:ID": how forms name a scope. */
export function scopeText(scope: Scope): string {
  return scope.type === 'all' ? 'all' : `${scope.type}:${scope.id}`
}

/** What is ticked in the form that subscribes: everything, until somebody has chosen otherwise. */
export function subscribeChoices({ sent }: SubscribeView) {
  return {
    chosen: new Set(sent?.scopes ?? ['all']),
    kinds: new Set<string>(sent?.kinds ?? ['incident', 'maintenance']),
  }
}

/**
 * What is ticked in the form that changes a subscription: what is followed, until somebody has chosen otherwise.
 * Everything includes the rest, which is not ticked beside it: the form takes the narrower of both.
 */
export function manageChoices({ follows, sent, ...view }: ManageView) {
  const followed = follows.map(({ scope }) => scopeText(scope))
  return {
    chosen: new Set(sent?.scopes ?? (followed.includes('all') ? ['all'] : followed)),
    kinds: new Set<string>(sent?.kinds ?? follows.flatMap((follow) => follow.kinds)),
    locale: sent?.locale ?? view.locale,
    timeZone: sent?.timeZone ?? view.timeZone ?? '',
    quiet: sent?.quiet ?? [view.quietHours?.from ?? '', view.quietHours?.to ?? ''],
    digest: sent?.digest ?? view.digest ?? false,
  }
}
