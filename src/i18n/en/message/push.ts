/** Browser notifications: short, since systems cut them. */
export const push = {
  /** Shown where a message cannot be read. */
  generalBody: 'There is news. Open the page to read it.',
  title: (title: string, masterCase: boolean) => (masterCase ? `P1G: ${title}` : title),
  maintenanceTitle: (title: string) => `Maintenance: ${title}`,
  maintenanceLead: (news: string, when: string) => `${news} · ${when}`,
  /** Of a window that was called off, or takes longer. */
  wasPlanned: (when: string) => `was planned for ${when}`,
  /** Of a window that got other times. */
  newTime: (when: string) => `now ${when}`,
  lead: (phase: string, nextBy: string | null) => (nextBy ? `${phase} · next update by ${nextBy}` : phase),
  /** What is asked of the reader, and what can be done until when. */
  confirm: (time: string) => `Please confirm: the case may be closed from ${time} on.`,
  reopen: (time: string) => `It can be reopened until ${time}.`,
  openNew: 'Still a problem? Please open a new case.',
  body: (lead: string, text: string) => (text ? `${lead}\n${text}` : lead),
}
