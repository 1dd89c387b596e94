import type { DesignationView, TakenView } from '../../views.ts'

/** Updates, changes to or from P1G and what was taken over of duplicates, as they followed on each other, newest first. */
export function inOrder<U extends { at: number }>(said: {
  updates: readonly U[]
  designations: readonly DesignationView[]
  taken: readonly TakenView[]
}) {
  return [...said.updates, ...said.designations, ...said.taken].sort((a, b) => b.at - a.at)
}
