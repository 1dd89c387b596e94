import { presentName } from '../../../domain/time/renamed-zones.ts'

/** The zones that there are by the names that they have today, each once, with a reader's own. */
export function zonesWith(own: string | null): string[] {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone'), ...(own === null ? [] : [own])]
  return [...new Set(zones.map(presentName))].sort()
}
