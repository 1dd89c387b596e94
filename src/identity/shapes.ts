import type { PlatformState } from '../../server/domain/vocabulary.ts'
import { PALETTE } from './palette.ts'

/**
 * The one drawing of everything that stands for the product: icons of the pages, of tabs, home screens and notifications,
 * badges, share images, mails. All in a box of 24.
 */

export interface Shape {
  /** Carries white text, in light and dark alike; `--solid` of `tokens.css`. */
  solid: string
  /** What is filled, and what is cut into it: the path of a stroke. */
  body: string
  cut: string
}

/** Each state has a shape of its own, so that no state is told by colour alone. */
export const SHAPES: Readonly<Record<PlatformState, Shape>> = {
  operational: { solid: PALETTE.green.light, body: '<circle cx="12" cy="12" r="10"/>', cut: 'm7.5 12.5 3 3 6-7' },
  under_maintenance: {
    solid: PALETTE.blue.light,
    body: '<rect x="2.5" y="2.5" width="19" height="19" rx="4"/>',
    cut: 'm7 17 5-5m5.2-5.2-2.2 2.2a2.9 2.9 0 1 1-3-3',
  },
  degraded_performance: {
    solid: PALETTE.amber.light,
    body: '<path d="M10.3 3.2 1.7 18.6A2 2 0 0 0 3.4 21.5h17.2a2 2 0 0 0 1.7-2.9L13.7 3.2a2 2 0 0 0-3.4 0z"/>',
    cut: 'M12 9v5m0 3.5v.1',
  },
  partial_outage: { solid: PALETTE.orange.light, body: '<path d="M12 1 23 12 12 23 1 12z"/>', cut: 'M7.5 12h9' },
  major_outage: {
    solid: PALETTE.red.light,
    body: '<path d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z"/>',
    cut: 'm8.2 8.2 7.6 7.6m0-7.6-7.6 7.6',
  },
}

/** A signal post whose sign is an hour of which a quarter is gone. */
export const MARK =
  '<path d="M12 .6a8.8 8.8 0 1 1 0 17.6 8.8 8.8 0 1 1 0-17.6zm0 1.2v2.4a5.2 5.2 0 1 0 5.2 5.2h2.4a7.6 7.6 0 0 0-7.6-7.6zM10.4 17h3.2v7h-3.2z"/>'

/** The shape of a state, with the ground that shows where it is cut. */
export function drawn({ body, cut }: Shape, fill: string, ground: string): string {
  const stroke = `fill="none" stroke="${ground}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"`
  return `<g fill="${fill}">${body}</g><path d="${cut}" ${stroke}/>`
}
