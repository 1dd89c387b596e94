/** Small pages about an incident, the ways to them, and the list of incidents. */
export const amend = {
  title: {
    text: 'Correct a text',
    times: 'Put times right',
    change: 'Priority, title, vendor',
    reopen: 'Reopen',
    report: 'Report',
    contacts: 'Customers',
  },
  ways: {
    heading: 'Also',
    text: 'Correct the newest text',
    times: 'Put times right',
    change: 'Priority, title, vendor',
    reopen: 'Reopen it',
    report: 'Write or correct the report',
    contacts: 'Asked or answered',
    related: 'Open a new related incident',
  },
  /** "Put times right: Calls fail" */
  pageTitle: (what: string, incident: string) => `${what}: ${incident}`,
  labels: {
    body: 'Text',
    openedAt: 'Case opened at',
    startedAt: 'Problem began at',
    resolvedAt: 'Problem was over at',
    reason: 'Reason',
    confirmed: 'Confirmation',
    title: 'Title',
    priority: 'Priority',
    vendor: 'Vendor that has to act',
    phase: 'Phase',
    platforms: 'Platforms',
    nextUpdateBy: 'Next update by',
    note: 'Note',
  },
  lead: {
    text: 'The page marks it as corrected, feeds have the new text, and no message goes out. The old text stays in the audit trail.',
    times:
      'The page marks it, and no message goes out. Uptime, promises, history and feeds follow the new times; the old ones stay in the audit trail.',
    change:
      'The page and feeds show it at once. Followers get a message only if it becomes a P1G, or is none any more.',
    drill: 'It is a drill: staff alone see it, and nobody gets a message.',
    reopen: 'It tells its followers that it is back, and promises the next update.',
    reportNew: 'What happened, why, what was done, and what will prevent it. Published on the page of the incident.',
    reportCorrect: 'It is published. The page marks a correction, feeds have the new text, and no message goes out.',
    contacts: 'It decides when the desk is reminded that nobody answers. Nothing of it is public.',
  },
  /** `zone`: "America/Denver". */
  timesHint: (zone: string) => `Local times of ${zone}. What you do not touch stays to the second.`,
  which: 'That time happens twice that night. Which one?',
  reasonHint: 'For the audit trail only.',
  reasonHintLeads:
    'For the audit trail, and for the leads, who get it by mail where it becomes a P1G or is none any more.',
  confirmedTimes: 'Yes, it began more than 30 days before it was told, and all that time counts.',
  confirmedChange: 'It may be public, and names no customer',
  p1g: 'To or from P1G: followers are told at once.',
  p1gLeads: 'To or from P1G: all leads are told at once, and followers with them.',
  notAnyMore: 'It is over: it can no longer become a P1G.',
  mayNotDesignate:
    'Only a lead makes a P1G of it, or ends that. If several organisations have this problem, tell one now.',
  silent: 'Send followers no message: the page and feeds show it',
  silentLeads: 'Send followers no message: the page and feeds show it (leads are told all the same)',
  vendorHint: 'Leave it empty for none.',
  postedText: 'On the page now',
  corrected: (time: string) => `Corrected ${time}`,
  preview: 'As it will look',
  /** What follows, before it is sent. */
  follows: {
    unchanged: 'It is so already: nothing would happen.',
    /** What it does to the page. */
    does: {
      text: 'The page shows the new text, marked as corrected.',
      report: 'The report is published on the page of the incident.',
      reportCorrect: 'The page shows the new report, marked as corrected.',
    },
    ledger: 'In the public record of its promises:',
    /** Behind "First response by 05:25: in time → ", where it is due at another time then. */
    ledgerDue: (time: string, state: string) => `by ${time}: ${state}`,
    /** "First response after: 12 min → 24 min" */
    responseAfter: 'First response after',
    ledgerSame: 'The public record of its promises stays as it is.',
    restarts: 'Reopening starts the clock of its updates again.',
    reportStays: 'Its report stays on the page, which says that the case was opened again since.',
  },
  check: 'Check it',
  submit: {
    text: 'Correct it',
    times: 'Put right',
    change: 'Change it',
    reopen: 'Reopen and tell',
    reportNew: 'Publish the report',
    reportCorrect: 'Correct the report',
    contacts: { asked: 'We asked the customers', answered: 'They have answered' },
  },
  /** Said on the incident's page, once it is done. */
  done: {
    text: 'Corrected.',
    times: 'The times are put right.',
    change: 'Changed.',
    reopen: 'Reopened.',
    report: 'Report published.',
    reportCorrect: 'Report corrected.',
    contacts: 'Noted.',
  },
  others: 'Other texts of this incident',
  /** "Identified, 14:07 MST" */
  otherText: (phase: string, time: string) => `${phase}, ${time}`,
  reopenUntil: (time: string) => `It can be reopened until ${time}.`,
  barred: {
    open: 'It is open. Post an update instead.',
    late: 'It can no longer be reopened: a case can be for seven days after it was closed. Open a new incident that is related to it.',
    role: 'A P1G is reopened by whoever may designate one. Tell a lead now.',
  },
  comesBack: 'What is affected again',
  noneBack: 'Nothing comes back by itself: choose what is affected, or the page shows no trouble.',
  archived: (names: string) => `No longer in use, and does not come back: ${names}.`,
  /** What an empty report begins as. */
  reportOutline: '## Summary\n\n\n\n## Timeline\n\n\n\n## Cause\n\n\n\n## What changes\n',
  reportDue: (time: string) => `Promised by ${time}`,
  reportOpen: 'It is still open. Its report is published once it is resolved.',
  reportNotify: 'Send no message: the page and feeds show it',
  lastAsked: (time: string) => `Last asked ${time}.`,
  neverAsked: 'Not asked yet.',
  lastAnswered: (time: string) => `Last answer ${time}.`,
  neverAnswered: 'No answer yet.',
  sent: 'This was sent already, with other words. Look at what is there now; what you typed is kept. Press again to send it.',
  meanwhile:
    'Somebody has changed it meanwhile. Look at what is there now; what you typed is kept. Press again to replace it.',
  /** What it has become since the form was opened. */
  meanwhileOver: {
    open: 'Somebody has reopened it meanwhile. What you typed is kept. Press again to change it as it is now.',
    resolved: 'Somebody has resolved it meanwhile. What you typed is kept. Press again to change it all the same.',
    duplicate:
      'Somebody has made it a duplicate of another incident meanwhile. What you typed is kept. Press again to change it all the same.',
  },
  /** At a field; `now` is empty if nothing stands there. */
  meanwhileNow: (now: string) =>
    now === ''
      ? 'Somebody has changed it meanwhile: nothing stands there now. What you typed is kept. Press again to replace it.'
      : `Somebody has changed it meanwhile. Now it is “${now}”; what you typed is kept. Press again to replace it.`,
  faults: {
    early:
      'It begins more than 30 days before it was told, and all that time would count. Confirm it if that is right.',
    confirm:
      'A case of this priority may be public: confirm it. If several organisations have the problem, it is a P1G.',
  },
  list: {
    title: 'Incidents',
    open: 'Open',
    noneOpen: 'Nothing is open.',
    closed: 'Closed lately',
    noneClosed: 'Nothing was closed.',
    search: 'Title or case number',
    find: 'Find',
    noneFound: (query: string) => `Nothing has “${query}” in its title or case number.`,
    more: 'There are more. Look for a word of the title.',
    due: (time: string) => `Next update due ${time}`,
    over: (time: string) => `Over ${time}`,
    drill: 'Drill: staff only',
  },
}
