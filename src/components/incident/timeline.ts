import type { DesignationView, TakenView, UpdateView } from '../../views.ts'

/** Updates, changes to or from P1G and what was taken over of duplicates, as they followed on each other, newest first. */
export function inOrder(said: { updates: UpdateView[]; designations: DesignationView[]; taken: TakenView[] }) {
  return [...said.updates, ...said.designations, ...said.taken].sort((a, b) => b.at - a.at)
}
