import { labelOf } from '../channels/kind.ts'
import type { Sample } from '../lib/metrics/catalogue.ts'
import type { ClaimedDelivery } from './claim.ts'

const RESULTS = ['sent', 'failed'] as const

/** How many messages this dispatcher has settled since it began, by lane and result. */
export class MessageCounts {
  readonly #lanes = new Map<string, { channel: string } & Record<(typeof RESULTS)[number], number>>()

  add({ kind, lane }: Pick<ClaimedDelivery, 'kind' | 'lane'>, state: string): void {
    const label = labelOf(kind, lane)
    const counts = this.#lanes.get(label) ?? { channel: kind.name, sent: 0, failed: 0 }
    this.#lanes.set(label, counts)
    for (const result of RESULTS) if (result === state) counts[result] += 1
  }

  samples(): Sample[] {
    return [...this.#lanes].flatMap(([lane, { channel, ...counts }]) =>
      RESULTS.map((result) => ({ labels: { channel, lane, result }, value: counts[result] })),
    )
  }
}
