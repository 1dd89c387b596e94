import type { MaintenanceState, ShortNotice } from '../../../../server/domain/maintenance/maintenance.ts'
import type { MaintenanceWording } from '../../../../server/domain/maintenance/notice.ts'
import type { NoticeStanding } from '../../../../server/domain/maintenance/notice-plan.ts'

/** Planned work: its pages, calendars and feeds. */
export const maintenance = {
  title: 'Maintenance',
  description: (site: string) => `Planned work of ${site}: what runs now, and what comes in the next twelve months.`,
  pageDescription: (state: string, from: string, until: string) => `${state}: ${from} – ${until}.`,
  running: 'Running now',
  nothingRuns: 'No maintenance is running.',
  /** Of windows that are felt, and of those that are not. */
  mayInterrupt: 'May interrupt you',
  noInterruption: 'No interruption expected',
  next: 'The next window',
  nextFelt: 'The next that may interrupt you',
  nothingFelt: 'Nothing that may interrupt you is planned in the next twelve months.',
  more: (n: number) => (n === 1 ? '1 more window' : `${n} more windows`),
  key: 'What the signs mean',
  addWindow: 'Add to calendar',
  thisWindow: 'This window alone (ICS)',
  nothingAhead: 'No maintenance is planned. Whatever is will be listed here before it begins.',
  past: 'Lately done',
  nothingPast: 'No maintenance has taken place yet.',
  calendars: 'Calendars',
  calendarsHint: 'Subscribe to one in your calendar program: it stays up to date by itself.',
  calendarOf: {
    everything: 'Maintenance calendar',
    platform: 'Maintenance of this platform',
    programme: 'Maintenance of this programme',
  },
  calendarName: {
    all: (site: string) => `${site}: maintenance`,
    one: (name: string, site: string) => `${name}: maintenance of ${site}`,
  },
  monthHeading: (month: string) => `Maintenance in ${month}`,
  monthDescription: (month: string, site: string) => `Planned work of ${site} in ${month}.`,
  browse: 'Browse the calendar by month',
  windows: (count: number) => (count === 1 ? '1 window' : `${count} windows`),
  emptyMonth: 'No maintenance lies in this month.',
  earlier: (month: string) => `Earlier: ${month}`,
  later: (month: string) => `Later: ${month}`,
  overview: 'All planned maintenance',
  /** A window on a day of the calendar. Times of the provider, whose zone the caption names. */
  until: (clock: string) => `until ${clock}`,
  allDay: 'all day',
  calendarCaption: (month: string, zone: string) => `${month}, times of ${zone}`,
  today: '(today)',
  /** Heard after the title of a window that was called off. */
  calledOff: '(cancelled)',
  /** Above the windows ahead that were. */
  calledOffAhead: 'Cancelled',
  state: {
    planned: 'Planned',
    announced: 'Announced',
    in_progress: 'In progress',
    verifying: 'Being verified',
    completed: 'Completed',
    cancelled: 'Cancelled',
  } satisfies Record<MaintenanceState, string>,
  overruns: 'takes longer than planned',
  overrunning: 'This takes longer than planned; we will say here when it is over.',
  news: {
    scheduled: 'Scheduled',
    announced: 'Announced',
    reminded: 'Reminder',
    moved: 'Moved',
    changed: 'Changed',
    started: 'Started',
    updated: 'Update',
    extended: 'Extended',
    shortened: 'Ends earlier',
    overrun: 'Takes longer',
    completed: 'Completed',
    followed_up: 'Follow-up',
    cancelled: 'Cancelled',
  } satisfies Record<MaintenanceWording, string>,
  /** Where nobody wrote a text. */
  said: {
    scheduled: 'This maintenance was scheduled.',
    announced: 'This maintenance was announced.',
    reminded: 'A reminder of this maintenance was sent.',
    moved: 'This maintenance was moved to another time.',
    changed: 'Details of this maintenance were changed.',
    started: 'The maintenance has begun.',
    updated: 'The maintenance is being verified.',
    extended: 'The maintenance takes longer than planned.',
    shortened: 'The maintenance ends earlier than planned.',
    overrun: 'The maintenance takes longer than planned. We tell you as soon as it is over.',
    completed: 'The maintenance is over.',
    followed_up: 'There is news about this maintenance.',
    cancelled: 'This maintenance was called off.',
  } satisfies Record<MaintenanceWording, string>,
  /** Both ends of a window; `to` is drawn as an arrow, and read out. */
  window: (from: string, to: string, until: string) => `${from} ${to} ${until}`,
  to: 'to',
  /** Behind a window in the provider's zone: its ends in that of its programme. */
  beside: (from: string, until: string) => `(${from} to ${until})`,
  previously: (window: string) => `Previously: ${window}`,
  now: (window: string) => `Now: ${window}`,
  what: 'What is done',
  /** Of a window that is over, and of one that was called off. */
  whatWas: { completed: 'What was done', cancelled: 'What was planned' },
  why: 'Why it is done',
  /** Not why it was called off. */
  whyWas: { completed: 'Why it was done', cancelled: 'Why it was planned' },
  platforms: 'Platforms',
  noPlatforms: 'It concerns no platform in particular.',
  impact: 'What you may notice',
  noImpact: 'No interruption is expected.',
  withImpact: (platforms: number) =>
    platforms === 1
      ? 'The platform shows “Under maintenance” while it runs. It may be interrupted.'
      : 'The platforms show “Under maintenance” while it runs. They may be interrupted.',
  timeline: 'Timeline',
  noTimeline: 'Nothing has been told about this window yet.',
  facts: 'About this maintenance',
  when: 'When',
  planned: 'Planned',
  duration: 'Planned length',
  /** Of a window that was given another end while it ran: which. */
  newEnd: { extended: 'Extended to', shortened: 'Shortened to' },
  began: 'Began',
  ended: 'Ended',
  programme: 'Programme',
  afterwards: 'This was told only after it had begun: it was not announced beforehand.',
  shortNotice: {
    emergency: 'Emergency, at short notice',
    urgent: 'Urgent, at short notice',
  } satisfies Record<ShortNotice['class'], string>,
  shortNoticeBecause: {
    emergency: (reason: string) => `Emergency, at short notice: ${reason}`,
    urgent: (reason: string) => `Urgent, at short notice: ${reason}`,
  } satisfies Record<ShortNotice['class'], (reason: string) => string>,
  notices: 'Notices we promised',
  noNotices: 'This maintenance is on the page only; no message is sent of it.',
  nothingOwed: 'This was told afterwards: no notice was owed.',
  toldUnpromised: 'No notice was promised for this one; its followers are told what is posted about it.',
  before: (ahead: string) => `${ahead} before`,
  atOnce: 'As soon as it was planned or moved',
  atStart: 'When it starts',
  atEnd: 'When it ends',
  /** Before it was due. */
  sentEarly: 'sent already',
  /** `late` without `toldAt` is still to come. */
  standing: {
    ahead: 'to come',
    when_over: 'when it is over',
    kept: 'sent on time',
    late: 'late',
    missed: 'not sent in time',
    withdrawn: 'no longer due',
  } satisfies Record<NoticeStanding, string>,
  sentLate: (by: string) => `sent ${by} late`,
  /** Inside a calendar's entry or a feed's item, where a note (why it was called off, say) may stand before them. */
  entry: {
    detail: (label: string, text: string) => `${label}: ${text}`,
    why: (reason: string) => `Reason for the work: ${reason}`,
    platforms: (names: string) => `Platforms: ${names}`,
  },
  addToCalendar: 'Calendar of this programme (ICS)',
}
