/** Browser notifications: short, since systems cut them. */
export const push = {
  /** Shown where a message cannot be read. */
  generalBody: 'There is news. Open the page to read it.',
  title: (title: string, masterCase: boolean) => (masterCase ? `P1G: ${title}` : title),
  maintenanceTitle: (title: string) => `Maintenance: ${title}`,
  /** What matters, on one line. */
  parts: (parts: readonly string[]) => parts.join(' · '),
  /** Platforms of a maintenance, of which `more` are not named. */
  toldAfterwards: 'told afterwards',
  /** Of a window that was called off, or takes longer. */
  wasPlanned: (when: string) => `was planned for ${when}`,
  /** Of a window that got other times: before, it began or ended at `was`. */
  newTime: (when: string, was: string) => `now ${when} (was ${was})`,
  /** Of a window that is over; it was planned to end at `planned`. */
  endedOtherwise: (when: string, planned: string) => `${when} (planned until ${planned})`,
  until: (time: string) => `until ${time}`,
  nextBy: (time: string) => `next update by ${time}`,
  /** Of a problem that was over before it was told. */
  overSince: (time: string) => `over since ${time}`,
  holdUntil: (time: string) => `on hold until ${time}`,
  wasOnHold: (time: string) => `was on hold until ${time}`,
  /** Of a case that is taken up again before the report that was promised came. */
  reportPutOff: 'Report on the cause: after the next resolution',
  /** Where the hold ends when the next update is due. */
  holdAndUpdate: (time: string) => `on hold, next update by ${time}`,
  etr: (time: string) => `solved by ${time}, we estimate`,
  etrPassed: (time: string) => `the estimate of ${time} has passed`,
  /** What is asked of the reader, and what can be done until when. */
  confirm: (time: string) => `Please confirm: the case may be closed from ${time} on.`,
  reopen: (time: string) => `It can be reopened until ${time}.`,
  openNew: 'Still a problem? Please open a new case.',
  body: (lead: string, text: string) => (text ? `${lead}\n${text}` : lead),
}
