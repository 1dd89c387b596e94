import type { Coverage, Gap } from '../../../../server/domain/contact/coverage.ts'

/** The colours and signs of states, for how well a purpose is covered. */
export function lookOf({ lack, dead }: Coverage): 'operational' | 'degraded_performance' | 'partial_outage' {
  if (lack === null) return dead === 0 ? 'operational' : 'degraded_performance'
  return lackLook(lack)
}

/** Of an organisation, the worst of what it lacks; null where nothing is amiss. */
export function worstOf(coverage: readonly Pick<Coverage, 'lack'>[]): ReturnType<typeof lackLook> | null {
  const looks = coverage.flatMap(({ lack }) => (lack === null ? [] : [lackLook(lack)]))
  return (['partial_outage', 'degraded_performance'] as const).find((look) => looks.includes(look)) ?? null
}

const lackLook = (lack: Gap['lack']) => (lack === 'unconfirmed' ? 'degraded_performance' : 'partial_outage')

/** Where a link leads that writes to an address, whatever signs are in it. */
export function mailtoOf(address: string): string {
  return `mailto:${encodeURIComponent(address).replace('%40', '@')}`
}

/** Where a link leads that dials a number as people write it, with its extension. */
export function telOf(phone: string): string {
  const [number = '', extension = ''] = phone.split('x').map((part) => part.replaceAll(/[^+0-9]/g, ''))
  return `tel:${number}${extension && `;ext=${extension}`}`
}
