import type { Faults } from './fault.ts'

export const CONTACTS: Faults = {
  'server/dispatch/expanding/contacts.ts': [
    ['ids.length < limit ? null', 'ids.length <= limit ? null', 'only the first five hundred contacts are told'],
    ['rank: delivery.rank - 1', 'rank: delivery.rank', 'contacts wait among followers'],
    ['(entry) => unreachableOf(entry) === null', '() => true', 'what cannot be sent is queued'],
    ['untold: unreachableOf(entry)?.why ?? null', 'untold: null', 'who was not told seems to be told'],
    ['own.every(({ rank })', 'own.some(({ rank })', 'a primary contact reads that it is a backup'],
    ['follows: follows.get(subscriberId) ?? null', 'follows: null', 'who follows it as well cannot stop that'],
  ],
  'server/dispatch/expanding/progress.ts': [
    ["text === '' || text.startsWith", 'text.startsWith', 'contacts are told nothing'],
    ["after: text === FOLLOWERS ? '' : text", "after: ''", 'followers are begun with again and again'],
    ['CONTACTS + last', 'CONTACTS', 'contacts are begun with again and again'],
  ],
  'server/dispatch/claim.ts': [
    [
      "because.type === 'contact' && unreachableOf(subscriber)",
      'unreachableOf(subscriber) === undefined',
      'mail goes to dead addresses',
    ],
    ["because.type !== 'contact' && !wants", '!wants', 'a contact who follows nothing is told nothing'],
    [
      "await supersede(trx, unreachable, 'the address did not work', now)",
      '',
      'what cannot be sent is claimed for ever',
    ],
  ],
  'server/channels/receiver.ts': [
    ["=== 'contact' && state !== 'active'", "=== 'contact' && state === 'active'", 'who has left can leave once more'],
  ],
  'server/domain/subscription/subject.ts': [
    ["eventKind !== 'incident.corrected' && ", '', 'contacts are mailed what was put right'],
    [" || about === 'withdrawn'", '', 'contacts never hear that it is a P1G no more'],
    ["priority === 'P1G' || ", '', 'no P1G is told to contacts'],
  ],
  'db/contact/telling/promised.ts': [
    ['${sql.ref(`c.${subject.promised.purpose}`)} = 1 and ', '', 'contacts for other purposes are told'],
    ['and p.platform_id in (${named})', '', 'organisations hear of platforms that they do not use'],
    [' and ${same}))`', ' and 1 = 0))`', 'who changes platforms never hears the end'],
    [' or i.duplicate_of = ${id})', ')', 'who changes platforms never hears how a duplicate goes on'],
    [' and c.subscriber_id = n.subscriber_id', '', 'what waits goes to an address that is given up'],
  ],
  'db/contact/telling/withdraw.ts': [
    [
      'if (why.follows === null) await',
      'if (why.follows) await',
      'who is no contact any more is not told as a follower',
    ],
    ['because: JSON.stringify(why.follows) }', 'because }', 'a follower reads who named them once'],
  ],
  'db/contact/telling/reach.ts': [[' and ${isReachable}`', '`', 'who cannot be told counts as told']],
  'db/subscription/subscribers.ts': [
    ['sql<boolean>`not ${stillPromised}`', 'sql<boolean>`1 = 1`', 'who unsubscribes is not told what was promised'],
    [
      "e('off_reason', '=', UNSUBSCRIBED)",
      "e('off_reason', '=', '')",
      'a contact whose address is dead seems to be told',
    ],
  ],
  'db/subscription/hand-over.ts': [
    ['\n      and not ${stillPromised}`', '`', 'what is promised follows a subscription'],
  ],
  'db/subscription/reach.ts': [['e.or([e.and', 'e.and([e.and', 'a preview counts followers who are contacts alone']],
  'server/channels/email/compose.ts': [
    ['...(followedIn(job.because) && stopping(links))', '...stopping(links)', 'what is promised can be stopped'],
  ],
  'server/channels/email/footer.ts': [
    ['follows && words.stays', '!follows && words.stays', 'nobody reads that notices go on'],
    ['backup && words.backup', '!backup && words.backup', 'primary contacts read that they are backups'],
    ['more > 0 ?', 'more > 9 ?', 'further organisations are not counted'],
  ],
}
