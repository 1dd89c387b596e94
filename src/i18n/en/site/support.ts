import type { EscalationPath, SupportChannel, SupportPlace } from '../../../../server/domain/plan/support.ts'
import type { Weekday } from '../../../../server/domain/time/office-hours.ts'
import type { CaseStatus } from '../../../../server/domain/vocabulary.ts'

/** How customers reach support, and what is promised to them. */
export const support = {
  title: 'Support',
  description: (site: string) => `How to reach ${site}, when, and how fast an answer is promised.`,
  intro: 'How to reach us, when each way is open, and how fast we promise to answer.',
  /** Where no way to reach support is configured. */
  introBare: 'How fast we promise to answer, and what you can expect of us.',
  /** Where nobody and nothing is configured by which support is reached. */
  noWays: 'No way to reach support has been set up on this page yet.',
  channels: 'Ways to reach us',
  channel: {
    portal: 'Support portal',
    email: 'E-mail',
    chat: 'Chat',
    phone: 'Telephone',
  } satisfies Record<SupportChannel['kind'], string>,
  place: {
    portal: 'Portal',
    knowledge_base: 'Knowledge base',
    changes: 'Requests for changes (moves, additions, changes, deletions)',
    billing: 'Billing',
    other: 'More',
  } satisfies Record<SupportPlace['kind'], string>,
  openNow: 'Open now',
  closedNow: 'Closed now',
  /** Of somebody, and not of a desk. */
  thereNow: 'Available now',
  awayNow: 'Out of hours',
  back: (time: string) => `available from ${time}`,
  /** After "Open now" and "Closed now". */
  until: (time: string) => `until ${time}`,
  opens: (time: string) => `opens ${time}`,
  always: 'Around the clock, every day',
  urgent: 'For what is urgent',
  startsLow: 'Cases opened here start as P4 until support has reviewed them.',
  /** Follows it, where there are such ways. */
  forUrgent: (ways: string) => `For what is urgent, use ${ways}.`,
  /** What to know of a way to reach support, if anything. */
  about: {
    portal: 'Open a case, see yours, and comment on them.',
    email: 'A mail opens a case by itself.',
    chat: '',
    phone: '',
  } satisfies Record<SupportChannel['kind'], string>,
  notOnHolidays: 'Closed on holidays',
  onHolidays: 'Open on holidays, too',
  holidays: (days: string) => `Our next holidays: ${days}.`,
  hours: (days: string, from: string, to: string) => `${days} ${from}–${to}`,
  days: (first: string, last: string) => `${first}–${last}`,
  zone: (zone: string) => `Hours are in the zone ${zone}.`,
  weekday: {
    mon: 'Mon',
    tue: 'Tue',
    wed: 'Wed',
    thu: 'Thu',
    fri: 'Fri',
    sat: 'Sat',
    sun: 'Sun',
  } satisfies Record<Weekday, string>,
  places: 'Elsewhere',
  priorities: 'Priorities and how fast we answer',
  prioritiesHint:
    'The first response counts from when the case is opened. Every public update promises by when the next one comes.',
  priority: 'Priority',
  meaning: 'Meaning',
  firstResponse: 'First response',
  updates: 'Updates',
  every: (span: string) => `every ${span}`,
  everyHour: 'every hour',
  everyBusinessDay: 'every business day',
  within: (span: string) => `within ${span}`,
  businessDays: (n: number) => (n === 1 ? '1 business day' : `${n} business days`),
  businessDaysHint: 'Business days are Monday to Friday without our holidays.',
  extended:
    'Where repeating the same would delay the work, an estimated time to resolution, a vendor’s schedule or an agreement may take the place of this schedule, with its reason. On a P1G nothing does.',
  report: (span: string) => `A resolved P1G is followed by a report on its cause within ${span}.`,
  statuses: 'What the status of a case means',
  status: {
    new: ['New', 'The case is opened and waits to be taken up.'],
    in_progress: ['In progress', 'We are working on it.'],
    duplicate: ['Duplicate', 'The same problem is handled in another case, where it goes on.'],
    on_hold: ['On hold', 'Nothing can be done until a stated time.'],
    shipping: ['Shipping', 'Hardware is on its way.'],
    resolved_follow_up: ['Resolved, to be confirmed', 'The work is done, and we wait for you to confirm it.'],
    customer_reopened: ['Reopened', 'It turned out not to be solved, and we work on it again.'],
    closed_no_response: [
      'Closed without an answer',
      'We tried to reach you and had no answer; the case is closed without one.',
    ],
    closed: ['Closed', 'All work is done and tested.'],
  } satisfies Record<CaseStatus, readonly [string, string]>,
  noAnswer: (span: string) =>
    `Where we try to reach you for ${span} without an answer, a technician tells you that the case is being closed without one.`,
  /** `ways` is null where the operator named none. */
  reopening: (ways: string | null) =>
    `You can reopen a closed case within seven calendar days${ways === null ? '' : `: ${ways}`}. After that, or when it was closed without an answer, please open a new one: it is linked to the old.`,
  programmes: 'Planned maintenance',
  noProgrammes: 'No regular maintenance is set up.',
  allMaintenance: 'All dates of the next twelve months',
  contacts: 'Whom you can reach with us',
  escalation: 'Escalation',
  escalationHint: 'If you feel that something is not handled well, call the next one in this order.',
  path: {
    support: 'Support',
    billing: 'Billing',
    implementation: 'Implementation',
    customer_success: 'Customer success',
    sales: 'Sales',
    other: 'More',
  } satisfies Record<EscalationPath['kind'], string>,
  /** A way to reach somebody. */
  way: (name: string, contact: string) => `${name}: ${contact}`,
  /** Names of ways that need no translation of the operator's. */
  wayName: { office: 'Office', mobile: 'Mobile' },
  families: (names: string) => `for ${names}`,
  telephone: 'Telephone',
}
