import type { ProofLine, Told } from '../../server/domain/contact/proof.ts'
import type { Dictionary } from './index.ts'

/** What a notice told: "Update 3: Identified", "Moved"; null was told by hand. */
export function toldText(told: Told | null, t: Dictionary): string {
  if (told === null) return t.proofs.byHand
  if (told.of === 'maintenance') return t.maintenance.news[told.what]
  if (told.what === 'opened') return t.proofs.opened(t.words.phase[told.phase])
  if (told.what === 'update') return t.proofs.update(told.sequence, t.words.phase[told.phase])
  return told.what === 'postmortem' ? t.incident.postmortem : t.proofs.about[told.what]
}

/** What became of it: whether it was refused at once, or given up. */
export function resultText({ result, why }: Pick<ProofLine, 'result' | 'why'>, t: Dictionary): string {
  const isRefused = result === 'failed' && /^(SMTP: )?5\d\d[ -]/.test(why ?? '')
  return isRefused ? t.proofs.refused : t.proofs.result[result]
}
