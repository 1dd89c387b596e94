/**
 * The value of Strict-Transport-Security (RFC 6797) for a site: half a year if it is reached by https, otherwise null. Every
 * answer of the site says the same, whoever makes it.
 */
export function strictTransport(siteUrl: string): string | null {
  return siteUrl.startsWith('https:') ? 'max-age=15552000' : null
}
