import type { SubscriberStanding } from '../../../../server/domain/subscription/standing.ts'

/** The colour in which each of them is drawn: a class of `state.css`. */
export const LOOKS: Readonly<Record<SubscriberStanding, string | undefined>> = {
  active: 'operational',
  waiting: 'degraded_performance',
  disabled: undefined,
  left: undefined,
  bounced: 'major_outage',
  quiet: undefined,
}
