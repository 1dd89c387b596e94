import type { Locale } from '../../../src/i18n/index.ts'
import type { Brand } from '../../domain/plan/brand.ts'
import type { SupportChannel } from '../../domain/plan/support.ts'

/** What every e-mail needs to know of the site. */
export interface MailSite {
  /** Without a trailing slash. */
  publicUrl: string
  siteName: string
  /** How the provider looks, where it says so. */
  brand?: Pick<Brand, 'accent' | 'logo'> | undefined
  /** The provider's IANA zone. */
  zone: string
  /** Those of its pages; staff write in the first. */
  languages: readonly Locale[]
  emailFrom: string
  emailReplyTo: string | undefined
  linkSecret: string
  /** See `accountSecretOf`. */
  accountSecret: string
  /** How support is reached, in the provider's zone. */
  support: {
    channels: readonly SupportChannel[]
    /** Does the support page name any way at all? */
    isReachable: boolean
    /** ISO dates. */
    holidays: readonly string[]
  }
}

/** A finished e-mail, whichever transport sends it. Every value of a header is on one line. */
export interface Email {
  from: string
  replyTo: string | undefined
  to: string
  subject: string
  text: string
  html: string
  /** Everything else, Message-ID included. The same for the same delivery, so that a repeated mail is recognised. */
  headers: Record<string, string>
}

/** What an e-mail says, without who it is from and to. */
export interface EmailContent {
  subject: string
  text: string
  html: string
  language: string
}

/** The links with which a subscriber changes or ends a subscription. */
export interface Links {
  manage: string
  unsubscribe: string
}
