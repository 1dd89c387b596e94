import type { Impact, Phase } from '../../../../server/domain/vocabulary.ts'

/** Writing an update, and opening an incident. */
export const compose = {
  newTitle: 'New incident',
  labels: {
    title: 'Title',
    body: 'Text',
    priority: 'Priority',
    phase: 'Phase',
    platforms: 'Platforms',
    caseStatus: 'Case status',
    caseNumber: 'Case number',
    vendor: 'Vendor that has to act',
    nextUpdateBy: 'Next update by',
    etr: 'Estimated time to resolution',
    holdUntil: 'On hold until',
    reason: 'Why the next update comes later than usual',
    openedAt: 'Case opened at',
    startedAt: 'Problem began at',
    resolvedAt: 'Problem was over at',
    duplicateOf: 'Duplicate of',
    relatedTo: 'Belongs to the incident',
    confirmed: 'Confirmation',
    notify: 'Subscribers',
  },
  titleIn: (language: string) => `Title: ${language}`,
  textIn: (language: string) => `Text: ${language}`,
  translationHint:
    'Optional. Without it, readers of this language get the text as it stands above, with its language named.',
  relatedHint: 'An earlier one that this one continues; both then lead to each other.',
  relatedNone: 'None',
  titleHint: 'What is wrong, in words that customers use.',
  bodyPlaceholder: 'What is known, what is being done, what customers can do.',
  /** Said as it happens, while somebody writes. */
  meanwhile: { title: 'Posted or changed since you opened this:', kept: 'What you typed stays.' },
  bodyHint: 'Markdown: **bold**, lists with “- ”, [words](address).',
  /** Names of impacts that are short enough for buttons side by side. */
  impact: {
    operational: 'Works',
    degraded_performance: 'Degraded',
    partial_outage: 'Partial',
    major_outage: 'Major',
  } satisfies Record<Impact, string>,
  notAffected: 'Works',
  /** In place of the choices, where it is resolved. */
  worksAgain: (platforms: string) => `As far as this incident goes, all works again: ${platforms}.`,
  otherPlatforms: (count: string) => `Other platforms (${count})`,
  statusFollows: 'As it follows',
  priority: {
    P1G: 'several organisations',
    P1: 'a whole site is down',
    P2: 'several users',
    P3: 'not critical',
    P4: 'one user',
  },
  mayNotDesignate: 'A P1G is designated by a lead. If several organisations have this problem, tell one now.',
  confirmed: 'It may be public, and names no customer',
  confirmedUpdate: 'I mean it, and it is right so',
  /** The consequence of posting now. */
  nextDue: (time: string) => `Next update due ${time}`,
  noneDue: 'No further update is due',
  /** True whenever it is read: both times are in it. */
  wouldBeDue: (posted: string, time: string) => `If posted at ${posted}, the next update is due ${time}`,
  /** What a phase brings with it, beside the choice. */
  brings: {
    investigating: 'Readers see that the cause is being looked for. The next update stays promised.',
    identified: 'Readers see that the cause is known. The next update stays promised.',
    monitoring:
      'Readers see that it is being watched. Platforms stay as they are chosen; the next update stays promised.',
    resolved: 'Its platforms work again, and no further update is due. The case closes.',
  } satisfies Record<Phase, string>,
  /** Of the post that opens a case: it is the first response. */
  responseInTime: (time: string) => `In time: the first response is due by ${time}.`,
  responseLate: (time: string) => `First response was due ${time}: it is late already.`,
  next: { legend: 'Next update', usual: 'As usual', minutes: (n: string) => `In ${n} min` },
  nextFold: 'When the next update comes',
  hourStands: 'On a P1G the next update is due within the hour. An estimate and a hold are shown, and the hour stands.',
  reasonMoves: 'An estimate, a hold, a vendor or an agreement moves the next update only with its reason.',
  holdHint: 'On hold needs a time and the reason.',
  reasonHint: 'Shown to the public.',
  caseFold: 'Case, status and vendor',
  mergeFold: 'Merge into another incident',
  /** On the desk's page of a duplicate, and of a resolved case. */
  duplicateOf: (title: string) => `It goes on in “${title}”.`,
  reported: (time: string) => `Report on the cause published ${time}`,
  mergeHint:
    'This one closes, and its followers move over; each is told once. The other one takes over its platforms as they are chosen above: choose “Works” for one that works again. It needs a text, as every update does.',
  mergeNone: 'No other incident is open.',
  mergeNoneP1G: 'No other P1G is open, and a P1G goes on in a P1G only.',
  notDuplicate: 'No duplicate',
  timesFold: 'Times, also of what is told afterwards',
  /** `zone`: "America/Denver". */
  timesHint: (zone: string) => `Local times of ${zone}. Leave empty what is now.`,
  notifyFold: 'Whom it tells',
  silent: 'Send no message: the page and feeds show it',
  templates: 'Begin with',
  check: 'Check it',
  post: 'Post update',
  /** In its place, once another incident is chosen. */
  merge: 'Merge into it',
  open: 'Open incident',
  /** After posting. */
  posted: (time: string) => `Posted ${time}.`,
  postedDue: (time: string) => `Next update due ${time}.`,
  postedNone: 'No further update is due.',
  tells: (people: string) => `It tells ${people}.`,
  tellsNobody: 'No message goes out, as you asked: the page and feeds show it.',
  tellsNobodyOfDrill: 'It is a drill: no message goes out, and no page shows it.',
  people: (n: number, number: string) => (n === 1 ? '1 person' : `${number} people`),
  publicPage: 'Public page',
  publicReport: 'Its report',
  timeline: 'Timeline',
  closedAsDuplicate: (title: string) => `Closed as a duplicate of “${title}”`,
  by: (who: string) => `by ${who}`,
  drill: 'Drill: staff only',
  /** In which way it is over. */
  ended: {
    resolved: 'This incident is resolved and takes no more updates.',
    unanswered:
      'This case was closed because nobody answered. It takes no more updates and cannot be reopened: open a new incident that is related to it.',
    duplicate: (title: string) =>
      `This one was closed as a duplicate and takes no more updates: it goes on in “${title}”.`,
  },
  missedTitle: 'Something was posted while you were writing',
  missedLead: 'Yours has not gone out. Read this first; what you typed is kept below. “Post” then sends it.',
  /** The same, where it was closed meanwhile: the first words always, the others where it can be reopened. */
  missedOver: 'Yours has not gone out, and this incident takes no more updates.',
  keptOver: 'What you typed is kept here, to be copied. It has not been posted.',
  keptReopen: '“Reopen it” begins with it.',
  typed: 'What you typed',
  writing: (who: string, time: string) => `${who} has been writing about this since ${time}.`,
  restored: (time: string) => `Your text of ${time} is back. It has not been posted.`,
  restoredOf: (who: string, time: string) => `${who}’s text of ${time} is back. It has not been posted.`,
  restoredHere: 'What you typed before in this browser is back. It has not been posted.',
  discard: 'Discard it',
  /** Said once, on the page that follows. */
  discarded: { now: 'The draft is discarded.', never: 'It was not discarded: it had been posted already.' },
  saved: 'Saved',
  savedHere: 'No connection: kept in this browser, and saved as soon as there is one.',
  /** After a button was pressed without a connection, and once there is one. */
  unposted: 'Not posted: no connection. It is kept here.',
  back: 'Connected again: saved, but not posted.',
  /** Why the server did not take it, by the script that sent it. */
  notTaken: {
    large: 'Not sent: it is too much at once. It is kept in this browser; make it shorter.',
    many: 'Not sent: much was asked in a short time. It is kept in this browser, and tried again.',
    failed: 'The server could not take it just now: kept in this browser, and saved as soon as it can.',
  },
  savedElsewhere: 'A newer text of this was saved in another window. Yours is kept in this one.',
  preview: {
    title: 'What it does',
    hint: 'Nothing has gone out.',
    /** "412 people: 380 by e-mail, 22 by browser push" */
    reach: (people: string, parts: string) => `It tells ${people}: ${parts}.`,
    reachNone: 'No follower gets a message.',
    /** "380 by e-mail"; a name in capitals stays so. */
    part: (count: string, channel: string) =>
      `${count} by ${channel.replace(/^[A-Z](?=[a-z-])/, (letter) => letter.toLowerCase())}`,
    staff: (count: string) => `Leads told at once: ${count}.`,
    page: 'Page',
    mail: (subject: string) => `Mail: ${subject}`,
    push: 'Notification',
    change: (platform: string, from: string, to: string) => `${platform}: ${from} → ${to}`,
    stays: (platform: string, state: string) =>
      `${platform} stays as it is (${state}), because of another incident or maintenance.`,
    closes: 'It closes the case.',
    answerBy: (time: string) =>
      `Customers are asked to confirm. Without an answer the case may be closed from ${time}.`,
    noReopening: 'It cannot be reopened: whoever still has the problem opens a new case.',
    reopenUntil: (time: string) => `It can be reopened until ${time}.`,
    reportDue: (time: string) => `The report on the cause is promised by ${time}.`,
    reportStays: (time: string) => `The report on the cause stays promised by ${time}.`,
    /** "Problem began at: 04:58 → 04:40", "Priority: P1G → P2" */
    becomes: (what: string, from: string, to: string) => `${what}: ${from} → ${to}`,
    noTime: 'not stated',
    none: 'none',
    continues: (title: string, followers: number, count: string) =>
      followers === 0
        ? `It goes on in “${title}”.`
        : followers === 1
          ? `It goes on in “${title}”; 1 follower of its own moves there.`
          : `It goes on in “${title}”; ${count} followers of its own move there.`,
    /** Customers are asked to confirm that it works. */
    stillHit: (platforms: string, n: number) =>
      `${platforms} ${n === 1 ? 'stays' : 'stay'} shown as disrupted. Choose “Works” for what works again.`,
    takesOver: (platform: string, state: string, title: string) =>
      `${platform} stays shown as it is (${state}): “${title}” takes it over.`,
    hearers: (n: number, count: string) =>
      n === 1
        ? '1 person who follows a platform that is taken over goes on hearing of it.'
        : `${count} people who follow platforms that are taken over go on hearing of them.`,
    sendMe: 'Send the mail to me first',
    sent: (address: string) => `The mail is on its way to ${address}, to nobody else.`,
    sentHere: (address: string) => `The mail to ${address} is in the local mailbox: no mail leaves this installation.`,
  },
  over: {
    title: 'Sign in again',
    lead: 'Your session has ended. What you typed stays here.',
    notNow: 'Not now',
    ended: 'Your session has ended. Your text is kept in this browser.',
    again: 'Sign in again',
    /** `wait`: seconds. */
    tooMany: (wait: string) => `Too many attempts. Try again in ${wait} seconds.`,
    offline: 'No connection. Nothing was sent: try again.',
    failed: 'The server could not do it just now. Try again in a moment.',
    inTab: 'Sign in in another tab',
  },
}
