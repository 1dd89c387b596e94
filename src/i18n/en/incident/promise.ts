/** What we promise about the next update, and whether we keep it. */
export const promise = {
  nextBy: (time: string) => `Next update by ${time}`,
  overdue: (time: string) => `Update overdue since ${time}`,
  dueSoon: 'due soon',
  holdUntil: (time: string) => `On hold until ${time}`,
  etr: (time: string) => `Estimated time to resolution: ${time}`,
  reason: (reason: string) => `Why: ${reason}`,
}
