import type { DesignationView, UpdateView } from '../../views.ts'

/** Updates and changes to or from P1G as they followed on each other, newest first. */
export function inOrder(said: { updates: UpdateView[]; designations: DesignationView[] }) {
  return [...said.updates, ...said.designations].sort((a, b) => b.at - a.at)
}
