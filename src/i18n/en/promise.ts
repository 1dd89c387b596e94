/** What we promise about the next update, and whether we keep it. */
export const promise = {
  /** Each is followed by a time. */
  nextBy: 'Next update by',
  overdue: 'Update overdue since',
  dueSoon: 'due soon',
  etr: 'Estimated time to resolution',
  reason: 'Why',
}
