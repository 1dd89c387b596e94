import type { MaintenanceWording } from '../../../../server/domain/maintenance/notice.ts'

/** Maintenance at the desk. */
export const maintenance = {
  title: 'Maintenance',
  plan: 'Plan maintenance',
  running: 'Running now',
  soon: 'Begins within a day',
  lacking: 'Lacks details',
  ahead: 'The next three months',
  nothing: 'Nothing runs, nothing begins within a day, and no window lacks details.',
  nothingAhead: 'Nothing else is planned for the next three months.',
  unscheduled: 'Outside every programme',
  detailsDue: (time: string) => `Details due ${time}`,
  giveDetails: 'Give details',
  labels: {
    title: 'Title',
    platforms: 'Platforms',
    impact: 'What customers notice',
    startsAt: 'Starts',
    endsAt: 'Ends',
    description: 'What is done',
    reason: 'Why',
    programme: 'Programme',
    endsBy: 'Who ends it',
    'shortNotice.class': 'Short notice',
    'shortNotice.reason': 'Why at short notice',
    body: 'Text',
    note: 'Why it changes',
  },
  titleHint: 'In a few words: “New session border controller in Denver”.',
  /** `zone`: "America/Denver". */
  timeHint: (zone: string) => `Local time of ${zone}.`,
  keepLength: 'Keep the length: the end moves with the start',
  descriptionHint: 'Markdown: what is done, and what customers may notice.',
  reasonHint: 'Markdown. Work outside every programme between 05:00 and 23:00 needs a reason.',
  noteHint: 'Markdown; part of what followers are told.',
  noteHintUntold: 'Markdown; the page shows it.',
  impact: { under_maintenance: 'Shown as “Under maintenance”', none: 'No interruption' },
  endsBy: { hand: 'The desk, when the work is done', clock: 'The clock, at its end' },
  endsByDefault: 'The desk; the clock where nothing is interrupted',
  impactDefault: 'As its programme says',
  impactHint: 'A programme is a series of windows, agreed in advance. Without one it is “Under maintenance”.',
  noProgramme: 'None: a single window',
  programmeHint: 'It provides what is left empty here, and its notices.',
  /** `length`: "7 days" */
  detailsBefore: (programme: string, length: string) => `${programme}: details are due ${length} before it starts`,
  more: 'Programme, end, short notice, notices',
  moreDetails: 'Title, platforms, what customers notice, who ends it',
  whyCancelled: 'Why it is cancelled',
  moreOfMove: 'Short notice, reason of the work',
  shortNoticeHint: 'Where less notice is left than its programme promises. It is shown to the public.',
  shortNotice: { none: 'Not at short notice', emergency: 'Emergency', urgent: 'Urgent' },
  silent: 'Send no message: the page and feeds show it',
  /** Feeds tell only of windows that subscribers were told of. */
  silentWindow: 'On the page only: no message goes out, and feeds do not tell of it',
  notices:
    'Followers are told at once, when it starts, and when it is over: at its end, or when the desk completes it. Of a window of a programme they are told as that promises; at once where less notice is left.',
  which: 'Which of the two?',
  check: 'Check it',
  planIt: 'Plan it',
  planAllTheSame: 'Plan it all the same',
  doAllTheSame: 'Do it all the same',
  collisions: 'It collides',
  preview: {
    title: 'What it does',
    hint: 'Nothing has gone out yet.',
    state: (state: string) => `It is then: ${state}.`,
    reach: (people: string, parts: string) => `It tells ${people} now: ${parts}.`,
    notifiesNobody: 'The page shows it, and no message goes out.',
    reachNone: 'Followers are told, but nobody follows this yet.',
    people: (n: number, number: string) => (n === 1 ? '1 person' : `${number} people`),
    /** `when`: "As soon as it was planned or moved" */
    toldNow: (when: string) => `${when}: now.`,
    /** `when`: "7 days before" */
    inPlaceOf: (when: string) => `Told now, in place of the notice ${when}.`,
    lacksDetails:
      'It does not say what is done, or why: followers then read a general text. Give “What is done” and “Why”.',
    change: (platform: string, from: string, to: string) => `${platform}: ${from} → ${to}`,
    later: 'Told later by itself',
    /** "When it starts: Sat 21 Nov 2026, 23:30 MST" */
    laterAt: (when: string, time: string) => `${when}: ${time}`,
    /** Of the end that the desk tells. */
    byHand: 'Told when the desk completes it',
    byHandAt: (time: string) => `That it is over; planned for ${time}`,
  },
  next: {
    details: (time: string) => `Details are due ${time}.`,
    /** `when`: "7 days before" */
    notice: (when: string, time: string) => `The next notice goes out by itself ${time} (${when}).`,
    start: (time: string) => `It starts by itself ${time}.`,
    end: (time: string) => `Its end is due ${time}: complete it then, or extend it before.`,
    overdue: (time: string) => `Its end was due ${time}: complete it if the work is over, or set a later end now.`,
    ends_itself: (time: string) => `It is completed by itself ${time}.`,
    nothing: 'Nothing more is due.',
  },
  done: {
    saved: 'Saved.',
    scheduled: 'Planned.',
    announced: 'Announced.',
    reminded: 'The reminder went out.',
    moved: 'Moved.',
    changed: 'Changed.',
    started: 'Started.',
    updated: 'Posted.',
    extended: 'Extended.',
    shortened: 'It ends earlier.',
    overrun: 'Its followers know that it takes longer.',
    completed: 'Completed.',
    followed_up: 'Posted.',
    cancelled: 'Cancelled.',
  } satisfies Record<MaintenanceWording | 'saved', string>,
  /** What was done while somebody was writing. */
  meanwhile: {
    /** `who`: "Rosa"; `did`: "Moved."; `fields`: "Starts and Ends". */
    entry: (who: string, when: string, did: string, fields?: string) =>
      `${who}, ${when}: ${did}${fields === undefined ? '' : ` It concerns: ${fields}.`}`,
    programme: 'Its programme was changed.',
  },
  lacks: 'Nobody has said yet what is done in this window.',
  actions: 'What to do',
  ways: {
    complete: 'Complete it',
    start: 'Start it',
    details: 'Give details',
    announce: 'Announce it now',
    note: 'Post a note',
    verify: 'Being verified',
    resume: 'Back to work',
    extend: 'Extend it',
    move: 'Move it',
    cancel: 'Cancel it',
  },
  /** Of a form that somebody has written in. */
  gone: 'This cannot be done any more. What was written stays here until it is thrown away.',
  /** What a form does, and to whom. */
  does: {
    complete: {
      told: 'It ends now; followers are told.',
      untold: 'It ends now. Followers have not heard of it: the page shows it, and nobody is told.',
    },
    start: {
      told: 'It begins as planned; followers are told.',
      untold: 'It begins as planned. Followers have not heard of it: the page shows it, and nobody is told.',
    },
    details: {
      told: 'Followers are told of the change, unless you say otherwise.',
      untold: 'It is shown on the page at once, and is part of the announcement.',
      pageOnly: 'It is on the page only: it is shown there at once, and nobody is told.',
    },
    announce: {
      promised: 'Followers are told now. The promised reminders go out all the same.',
      unpromised: 'Followers are told now. No reminder was promised: post a note if they are to hear more.',
    },
    note: {
      told: 'Followers are told.',
      untold: 'Followers have not heard of it: the page shows the note, and nobody is told.',
    },
    verify: 'The work is done and is being checked; from then on it is the desk that completes it.',
    resume: 'It is in progress again.',
    extend: {
      told: 'Followers are told the old and the new end.',
      untold: 'Followers have not heard of it: the page shows the new end, and nobody is told.',
    },
    move: {
      told: 'Followers are told the old and the new times.',
      untold:
        'It is not announced yet: the page shows the new times. Followers are told now only where less notice is left than promised.',
      pageOnly: 'It is on the page only: the page shows the new times, and nobody is told.',
    },
    cancel: {
      told: 'It will not take place. Followers are told, and no further notice goes out.',
      untold:
        'It will not take place. It is not announced yet: the page shows it as cancelled, and no message goes out.',
      pageOnly: 'It will not take place. It is on the page only: that shows it as cancelled, and nobody is told.',
    },
  },
  now: (window: string) => `Now: ${window}`,
  /** Suggested texts, to be changed. */
  suggested: {
    complete: 'The maintenance is complete.',
    start: 'The maintenance has begun.',
    announce: 'This maintenance is announced.',
    verify: 'The work is done. We are checking that everything works.',
  },
  publicPage: 'Public page',
  list: 'All maintenance',
  outside: 'A single window, outside every programme',
  who: 'Who ends it',
  faults: {
    needed: 'Enter a date and a time.',
    unreadable: 'Enter a date and a time such as 2026-11-22 22:00.',
    skipped: (before: string, after: string) =>
      `There is no such time: the clocks are put forward that night. Choose one up to ${before}, or ${after}.`,
    twice: (first: string, second: string) =>
      `This time happens twice, since the clocks are put back that night. Choose which: ${first}, or ${second}.`,
  },
}
