import type { Coverage } from '../../../../server/domain/contact/coverage.ts'

/** The colours and signs of states, for how well a purpose is covered. */
export function lookOf({ lack }: Coverage): 'operational' | 'degraded_performance' | 'major_outage' {
  if (lack === null) return 'operational'
  return lack === 'bounced' || lack === 'suppressed' ? 'major_outage' : 'degraded_performance'
}

/** Of an organisation, the worst of what is told by itself; null where nothing is amiss. */
export function worstOf(coverage: readonly Coverage[]): ReturnType<typeof lookOf> | null {
  const looks = coverage.filter(({ purpose }) => purpose !== 'escalation').map(lookOf)
  return (['major_outage', 'degraded_performance'] as const).find((look) => looks.includes(look)) ?? null
}

/** Where a link leads that writes to an address, whatever signs are in it. */
export function mailtoOf(address: string): string {
  return `mailto:${encodeURIComponent(address).replace(/%40(?=[^@]*$)/, '@')}`
}

/** Where a link leads that dials a number as people write it, with its extension. */
export function telOf(phone: string): string {
  const [number = '', extension = ''] = phone.split('x').map((part) => part.replaceAll(/[^+0-9]/g, ''))
  return `tel:${number}${extension && `;ext=${extension}`}`
}
