/** What we promise about the next update, and whether we keep it. */
export const promise = {
  /** Each is followed by a time. */
  nextBy: 'Next update by',
  overdue: 'Update overdue since',
  dueSoon: 'due soon',
  holdUntil: 'On hold until',
  etr: 'Estimated time to resolution',
  reason: 'Why',
}
