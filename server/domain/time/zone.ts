/** Is this the name of an IANA time zone that the runtime knows, with or without a slash ("GMT")? An offset is no name. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return !/^[+-]/.test(name)
  } catch {
    return false
  }
}

/**
 * Is this the zone of a place ("America/Denver"), or UTC? Whoever configures a zone means one: "EST" and "MST" are other
 * times than those of New York and Denver for half of the year.
 */
export function isPlaceZone(name: string): boolean {
  return isZone(name) && (name.includes('/') || name === 'UTC')
}
