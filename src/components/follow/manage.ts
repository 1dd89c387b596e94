import type { Scope } from '../../../server/domain/vocabulary.ts'
import type { FollowView, ManageView } from '../../views.ts'

/** "all", "platform:ID", "incident:ID": how forms name a scope. */
export function scopeText(scope: Scope): string {
  return scope.type === 'all' ? 'all' : `${scope.type}:${scope.id}`
}

/** What the manage form needs to know of a view. */
export function manageChoices(view: ManageView) {
  const followed = new Set(view.follows.map(({ scope }) => scopeText(scope)))
  const incidents: FollowView[] = view.follows.filter(({ scope }) => scope.type === 'incident')
  const kinds = new Set(view.follows.flatMap((follow) => follow.kinds))
  return { followed, incidents, kinds }
}
