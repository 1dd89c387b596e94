import { type Dictionary, dictionary, localeOf } from '../../../src/i18n/index.ts'
import { followedIn, type NamedBecause } from '../../domain/subscription/audience.ts'
import type { Scope } from '../../domain/vocabulary.ts'
import { contactToken, contactUrl } from '../../lib/links.ts'
import { oneLine } from '../../lib/text.ts'
import type { DeliveryJob, Message } from '../channel.ts'
import type { Links, MailSite } from './email.ts'

/** Why somebody gets a mail, in paragraphs, and what they can do about it: labels and links. */
interface Footer {
  why: string[]
  links: [label: string, url: string][]
}

/** What stands below each mail; `reason` says why a follower of something gets it. */
export function footerOf(
  { because, receiver, message }: Pick<DeliveryJob, 'because' | 'receiver' | 'message'>,
  reason: (scope: Scope) => string,
  site: MailSite,
  links: Links,
): Footer {
  const {
    mail: words,
    words: { list },
  } = dictionary(localeOf(receiver.locale))
  const scope = followedIn(because)
  const named = because.type === 'contact' ? because : null
  const reply = site.emailReplyTo === undefined ? [] : [words.reply]
  const [first, ...more] = [
    ...(scope ? [reason(scope)] : []),
    ...(named ? [namedBy(named, scope !== null, words, list)] : []),
    // What it goes on as is promised to no contact.
    ...(named && !scope && isWithdrawn(message) ? [words.named.ends] : []),
  ]
  return {
    why: [[first, ...reply].join(' '), ...more],
    links: [...(scope ? linksOfSubscriber(links, words) : []), ...(named ? linksOfContact(named, site, words) : [])],
  }
}

function isWithdrawn(message: Message): boolean {
  return message.kind === 'update' && message.notice.about === 'withdrawn'
}

function namedBy(
  { named, more, purpose, backup }: NamedBecause,
  follows: boolean,
  { named: words }: Dictionary['mail'],
  list: Dictionary['words']['list'],
) {
  const names = named.map(({ organisation }) => oneLine(organisation))
  const who = list(more > 0 ? [...names, words.more(more)] : names)
  const says = follows ? words.besides : words.because
  return [says[purpose](who), backup && words.backup, follows && words.stays].filter(Boolean).join(' ')
}

function linksOfSubscriber({ manage, unsubscribe }: Links, words: Dictionary['mail']): Footer['links'] {
  return [
    [words.manage, manage],
    [words.unsubscribe, unsubscribe],
  ]
}

/** One for each entry: whoever two organisations named has two. */
function linksOfContact(
  { named }: NamedBecause,
  site: MailSite,
  { named: words }: Dictionary['mail'],
): Footer['links'] {
  return named.map(({ organisation, contactId: id, linkGeneration }) => [
    named.length === 1 ? words.entry : words.entryOf(oneLine(organisation)),
    contactUrl(site.publicUrl, contactToken(site.linkSecret, { id, linkGeneration })),
  ])
}
