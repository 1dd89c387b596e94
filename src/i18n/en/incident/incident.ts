export const incident = {
  /** On the picture that is shown where a page is passed on. */
  share: {
    times: (since: string, at: string, isOpen: boolean) =>
      isOpen ? `Since ${since} · as of ${at}` : `${since} – ${at}`,
    site: 'Live status, incidents and planned maintenance',
  },
  description: (phase: string, platforms: string, isOpen: boolean) =>
    `${phase}. ${isOpen ? 'Affects' : 'Affected'} ${platforms}.`,
  affected: 'Affected platforms',
  noneAffected: 'No platform is marked as affected.',
  wasAffected: 'Platforms that were affected',
  atWorst: 'What this incident did to each of them at worst.',
  /** How a platform fares altogether, where this incident does something else to it. */
  stateAndPart: (state: string, part: string) => `${state} (this incident: ${part})`,
  timeline: 'Timeline',
  update: 'Update',
  /** An update within the same phase. */
  phaseAgain: (phase: string) => `${phase} (Update)`,
  latest: (time: string) => `Latest update, ${time}`,
  allUpdates: 'All updates',
  /** Read out for a link that shows `all` alone. */
  allUpdatesOn: (all: string, title: string) => `${all}: ${title}`,
  corrected: (time: string) => `Corrected ${time}`,
  changes: 'Effect of this incident',
  /** Beside what ended it, also where it is told afterwards. */
  changesOver: 'Effect of this incident, which is over',
  /** A duplicate was merged, with what it does to platforms. */
  taken: 'Another report of the same problem',
  reportedAs: (title: string) => `Reported as “${title}”`,
  change: (from: string, to: string) => `${from} → ${to}`,
  changeOf: (platform: string, change: string) => `${platform}: ${change}`,
  facts: 'About this incident',
  priority: 'Priority',
  caseStatus: 'Case',
  caseNumber: 'Case number',
  vendor: 'Vendor',
  opened: 'Case opened',
  started: 'Problem began',
  resolved: 'Resolved',
  /** Without being resolved. */
  closed: 'Closed',
  times: 'Times',
  /** Beside when it was told. */
  overAt: (time: string) => `The problem was over at ${time}`,
  duration: 'Lasted',
  lasted: (duration: string) => `lasted ${duration}`,
  /** How long one was open that was reopened. */
  exceptClosed: (duration: string) => `${duration}, not counting the time it was closed`,
  related: 'Related incidents',
  duplicates: 'Also reported as',
  duplicatesHint: 'These turned out to be the same problem. What is new about them is told here.',
  /** Read out when it happens: "Zoom Phone: Identified. Next update by 00:20 MST." */
  news: (title: string, phase: string, promise: string | null) =>
    promise === null ? `${title}: ${phase}.` : `${title}: ${phase}. ${promise}.`,
  /** The title of a tab. */
  titled: (phase: string, title: string) => `${phase}: ${title}`,
  postmortem: 'Report on the cause',
  printReport: 'Print this report',
  published: (time: string) => `Published ${time}`,
  /** Of a report: its case was opened again after it. */
  reopenedSince: (time: string) => `The case was opened again ${time}. The report tells of what was known before.`,
  moved: (name: string) => `This incident goes on in: ${name}`,
  movedLead: 'It turned out to be the same problem. Everything new is told there, also to those who followed this one.',
  movedLink: 'Go to that incident',
  mergedAt: (time: string) => `Merged into this one ${time}`,
  openedAt: (time: string) => `Opened ${time}`,
  /** Which incident, where another one has the same title. */
  whichOpened: (title: string, time: string) => `${title}, opened ${time}`,
  resolvedAt: (time: string) => `Resolved ${time}`,
}
