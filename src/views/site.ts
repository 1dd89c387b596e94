import type { Brand } from '../../server/domain/plan/brand.ts'
import type { Locale } from '../i18n/index.ts'

export interface Site {
  name: string
  /** Public URL without a trailing slash. */
  url: string
  /** The provider's IANA zone. */
  zone: string
  /** The language of what is made with this. */
  locale: Locale
  /** All that pages and messages exist in; the first one's pages are at `/`. */
  languages: readonly Locale[]
  /** VAPID public key for browser push, base64url. */
  pushKey: string
  /** The channel that a browser subscribes by. */
  pushChannel: string
  /** Is this the demonstration provider? Then every page says so. */
  demo: boolean
  /** A support link for the footer, if configured. */
  supportUrl: string | null
  /** How the provider looks, where it says so. */
  brand?: Brand
  /** Do replies to mails reach the desk? */
  mailIsAnswered: boolean
}

export interface FeedLink {
  /** All that the link says: "Every update (RSS)". */
  title: string
  /** What the feed tells of; its feeds in other formats say the same. */
  what: string
  format: string
  href: string
  type: 'application/rss+xml' | 'application/atom+xml' | 'application/feed+json' | 'text/calendar'
}
