import type { Phase, PlatformState } from '../../server/domain/vocabulary.ts'

/** The colours of `tokens.css` on light and dark paper, for what has no style sheet of its own: mails, icons, pictures. */
export const PALETTE = {
  paper: { light: '#f6f7f4', dark: '#0e1412' },
  card: { light: '#ffffff', dark: '#161e1b' },
  ink: { light: '#16211d', dark: '#e9efec' },
  soft: { light: '#53615b', dark: '#a3b0aa' },
  line: { light: '#dbe1dc', dark: '#2b3632' },
  link: { light: '#0a5a73', dark: '#7cc7e2' },
  green: { light: '#14693f', dark: '#5fc892' },
  blue: { light: '#2a559f', dark: '#8fb4f5' },
  amber: { light: '#7d5600', dark: '#e6bb55' },
  orange: { light: '#a04208', dark: '#f39a5f' },
  red: { light: '#ad1f2d', dark: '#ff8b8b' },
} as const

/** What tells a state. */
export type Tone = 'green' | 'blue' | 'amber' | 'orange' | 'red'

export const TONES: Readonly<Record<PlatformState | Phase, Tone>> = {
  operational: 'green',
  resolved: 'green',
  under_maintenance: 'blue',
  degraded_performance: 'amber',
  monitoring: 'amber',
  partial_outage: 'orange',
  identified: 'orange',
  major_outage: 'red',
  investigating: 'red',
}
