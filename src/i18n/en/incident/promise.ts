/** What we promise about the next update, and whether we keep it. */
export const promise = {
  nextBy: (time: string) => `Next update by ${time}`,
  overdue: (time: string) => `Update overdue since ${time}`,
  dueNow: 'The next update is due now',
  /** Of one that was broken, where a later text tells more. */
  wasDue: (time: string) => `The next update was due by ${time}`,
  dueSoon: 'due soon',
  /** How long it is until then, or has been since; beside the time. */
  minutesLeft: (minutes: string) => `in ${minutes} min`,
  hoursLeft: (hours: string, minutes: string) => `in ${hours} h ${minutes} min`,
  minutesLate: (minutes: string) => `${minutes} min overdue`,
  hoursLate: (hours: string, minutes: string) => `${hours} h ${minutes} min overdue`,
  reportBy: (time: string) => `Report on the cause by ${time}`,
  reportOverdue: (time: string) => `Report on the cause overdue since ${time}`,
  /** Of a case that is taken up again before the report came. */
  reportPutOff: (time: string) => `The report on the cause, promised by ${time}, now follows the next resolution`,
  holdUntil: (time: string) => `On hold until ${time}`,
  wasOnHold: (time: string) => `It was on hold until ${time}`,
  etr: (time: string) => `Estimated time to resolution: ${time}`,
  vendor: (vendor: string) => `Updates follow those of the vendor: ${vendor}`,
  etrPassed: (time: string) => `Estimated time to resolution: ${time}, which has passed`,
  reason: (reason: string) => `Why: ${reason}`,
}
