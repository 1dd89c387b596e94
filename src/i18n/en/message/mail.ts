import type { MaintenanceWording } from '../../../../server/domain/maintenance/notice.ts'
import { digest } from './digest.ts'
import { left, moving } from './leaving.ts'
import { named } from './named.ts'
import { owner } from './owner.ts'

/** Mails to subscribers. */
export const mail = {
  /** What kind of mail, what the state is, what it is about. Mail programs thread by headers. */
  subject: (state: string, title: string, masterCase: boolean) =>
    `[Incident] ${state} – ${masterCase ? 'P1G: ' : ''}${title}`,
  /** Instead of the phase, where a text is more than an update. */
  about: {
    postmortem: 'Report on the cause',
    duplicate: 'Continued in another incident',
  },
  /** A label and what stands beside it. */
  fact: (label: string, value: string) => `${label}: ${value}`,
  /** A heading and what stands below it, in mail without markup. */
  below: (heading: string, text: string) => `${heading}:\n${text}`,
  /** An item of a list, in mail without markup. */
  item: (text: string) => `- ${text}`,
  /** The incident that goes on in this one's place. */
  continuedAs: (title: string) => `It goes on in: ${title}`,
  /** The same where a text holds no links. */
  continuedAt: (title: string, url: string) => `It goes on in: ${title} (${url})`,
  /** Where that one stands. */
  masterStands: (state: string) => `It stands at: ${state}`,
  resolvedAt: (time: string) => `Resolved at ${time}`,
  /** With its date, on another day than the mail. */
  resolvedOn: (time: string) => `Resolved on ${time}`,
  /** Labels of a table. */
  nextBy: 'Next update by',
  why: 'Why',
  priority: 'Priority',
  platforms: 'Platforms',
  /** Where a list is cut. */
  morePlatforms: (count: number) => (count === 1 ? 'One more platform' : `${count} more platforms`),
  seePage: 'see the page',
  /** Where a text is cut; leads to the page. */
  goesOn: 'The text goes on. Read all of it on the page',
  started: 'Problem began',
  opened: 'Case opened',
  caseNumber: 'Case number',
  /** Of a case that goes on in another, whose facts stand beside these. */
  duplicate: {
    opened: 'The duplicate was opened',
    caseNumber: 'Case number of the duplicate',
  },
  vendor: 'Vendor',
  page: 'See the incident page',
  /** A time in the reader's zone, and in the provider's. */
  bothZones: (theirs: string, ours: string) => `${theirs} (${ours})`,
  /** From a time to another. */
  window: (from: string, until: string) => `${from} → ${until}`,
  because: {
    all: (site: string) => `You get this because you follow everything on ${site}.`,
    platform: (name: string) => `You get this because you follow ${name}.`,
    incident: 'You get this because you follow this incident.',
    /** It turned out to be another one. */
    moved: (title: string) =>
      `You get this because you followed this incident. From now on you follow “${title}” in its place.`,
    formerPlatform: 'You get this because you follow a platform that this maintenance no longer concerns.',
  },
  /** A platform that somebody follows was archived. */
  archived: {
    state: (name: string) => `${name} is no longer in use`,
    text: 'There will be no more news of it; its past stays on the page.',
    since: (time: string) => `Since ${time}`,
    /** In mails, whose foot has the link `manage`. */
    choose:
      'If you follow more than this, that stays as it is. If not, you can follow something else: the link is below.',
    /** To whoever follows everything, in place of `choose`. */
    others: 'You follow everything: all other news comes as before.',
  },
  /** How to reach support. Mails are read later: they name times, and never say "now". */
  support: {
    heading: 'Support',
    way: (name: string, contact: string, hours: string) => `${name}: ${contact} (${hours})`,
    /** Beside the hours, where cases opened this way start at the lowest priority. */
    startsLow: (hours: string) => `${hours}; cases start as P4 until reviewed`,
    always: 'around the clock',
    openUntil: (time: string) => `open until ${time}`,
    opens: (time: string) => `opens ${time}`,
    closed: 'closed',
    page: 'How to reach us, and what we promise',
  },
  reply: 'A reply reaches our support desk.',
  manage: 'Choose what you get',
  unsubscribe: 'Unsubscribe',
  confirm: {
    subject: (site: string) => `Confirm your subscription to ${site}`,
    ask: (site: string) => `Somebody, we hope you, asked ${site} to send updates to this address about:`,
    /** To who is named as the owner of an address that cannot be asked itself. */
    askOwner: (site: string, channel: string, address: string) =>
      `Somebody, we hope you, asked ${site} to send updates by ${channel} to ${address} and named you as its owner. They are about:`,
    everything: 'everything on the page',
    incident: (title: string) => `the incident “${title}”`,
    someIncident: 'one incident',
    more: (count: number) => `and ${count} more`,
    button: 'Confirm',
    instruction: 'Open this page and press the button there:',
    validity: 'The link works for 24 hours.',
    ignore: 'If it was not you, do nothing: without your confirmation you get no updates.',
  },
  owner,
  digest,
  named,
  left,
  moving,
  /** Planned work. Mails may be late: they name times and never count the days until then. */
  maintenance: {
    /** When it starts, what is new, what it is about. */
    subject: (start: string, news: string, title: string) => `[Maintenance] ${start}: ${news} – ${title}`,
    /** The news in a subject. */
    short: {
      scheduled: 'scheduled',
      announced: 'announced',
      reminded: 'reminder',
      moved: 'moved',
      changed: 'details changed',
      started: 'started',
      updated: 'news',
      overrun: 'takes longer',
      extended: 'extended',
      shortened: 'ends earlier',
      completed: 'completed',
      followed_up: 'follow-up',
      cancelled: 'cancelled',
    } satisfies Record<MaintenanceWording, string>,
    news: {
      scheduled: 'Maintenance is scheduled',
      announced: 'Maintenance is announced',
      reminded: 'Reminder of maintenance',
      moved: 'Maintenance was moved',
      changed: 'Details of maintenance were changed',
      started: 'Maintenance has started',
      updated: 'News of maintenance',
      extended: 'Maintenance takes longer',
      shortened: 'Maintenance ends earlier',
      overrun: 'Maintenance takes longer than planned',
      completed: 'Maintenance is completed',
      followed_up: 'Follow-up to maintenance',
      cancelled: 'Maintenance was cancelled',
    } satisfies Record<MaintenanceWording, string>,
    when: (window: string) => `When: ${window}`,
    previously: (window: string) => `Previously: ${window}`,
    newTime: (window: string) => `New time: ${window}`,
    /** Of a window that was called off, or came otherwise. */
    wasPlanned: (window: string) => `It was planned for: ${window}`,
    /** Of a window that is over. */
    tookPlace: (window: string) => `It took place: ${window}`,
    untilOver: 'We tell you as soon as it is over.',
    page: 'See the maintenance page',
    list: (site: string) => `${site}: maintenance`,
  },
  list: (site: string) => `${site}: incidents`,
}
