import type { PromiseKind, PromiseState } from '../../../../server/domain/promise/ledger.ts'

/** What became of our promises: the public page, and an incident's record. */
export const promises = {
  title: 'Our promises',
  description: (site: string) => `What ${site} promised about updates, and what became of it.`,
  intro:
    'Every public update of an open incident promises by when the next one comes. Here is what became of these promises. It is computed from the updates themselves and cannot be edited.',
  /** Where a report on the cause is promised as well. */
  introReports: 'After a master case a report on its cause is promised as well; it counts like any other promise.',
  none: 'Nothing was promised in the last twelve months.',
  noneSince: (day: string) => `Nothing has been promised since ${day}, when our records begin.`,
  inTime: (percent: string) => `${percent} of all promises were kept in time`,
  counted: (kept: number, due: number) => `${kept} of ${due} ${due === 1 ? 'promise' : 'promises'} kept in time`,
  late: (n: number, worst: string) =>
    n === 1 ? `1 was kept late, at worst ${worst} late` : `${n} were kept late, at worst ${worst} late`,
  overdue: (n: number) => (n === 1 ? '1 is overdue now' : `${n} are overdue now`),
  open: (n: number) => (n === 1 ? '1 is not due yet' : `${n} are not due yet`),
  worstLate: (by: string) => `at worst ${by} late`,
  nothingLate: 'None was late',
  worstGap: (gap: string) => `Longest silence between two updates: ${gap}`,
  overdueOn: {
    first_response: (title, time) => `${title}: First response overdue since ${time}`,
    next_update: (title, time) => `${title}: Update overdue since ${time}`,
    report: (title, time) => `${title}: Report on the cause overdue since ${time}`,
  } satisfies Record<PromiseKind, (title: string, time: string) => string>,
  firstResponse: (kept: number, due: number, slowest: string | null) =>
    slowest === null
      ? `First response in time: ${kept} of ${due}`
      : `First response in time: ${kept} of ${due}, the slowest after ${slowest}`,
  masters: 'Master cases',
  figures: 'All figures, month by month',
  byMonth: 'Month by month',
  byIncident: 'Incident by incident',
  incidentsHint: (n: number) => (n === 1 ? 'The last incident.' : `The last ${n} incidents, newest first.`),
  month: 'Month',
  incident: 'Incident',
  opened: 'Opened',
  due: 'Due',
  kept: 'Kept',
  lateColumn: 'Late',
  worst: 'At worst',
  gap: 'Longest silence',
  firstInTime: 'First responses in time',
  firstOf: (kept: number, due: number) => `${kept} of ${due}`,
  firstSlowest: 'Slowest first response',
  share: 'In time',
  bar: (kept: number, late: number) => `${kept} kept in time, ${late} late`,
  legendKept: 'Kept in time',
  legendLate: 'Late or overdue',
  notDue: 'nothing due yet',
  /** In a table: of a time, that there is none; of promises, that none fell due. */
  nothing: 'none',
  noneDue: 'none due',
  notices: 'Notices of maintenance',
  noticesText: (kept: number, due: number) =>
    `${kept} of ${due} promised ${due === 1 ? 'notice' : 'notices'} of maintenance went out in time.`,
  noticesLate: (n: number) => (n === 1 ? '1 went out late.' : `${n} went out late.`),
  noticesMissed: (n: number) => (n === 1 ? '1 was not sent in time.' : `${n} were not sent in time.`),
  /** The window, and when its notice was due. */
  unkept: {
    late: (title: string, time: string) => `${title}: notice late, due by ${time}`,
    missed: (title: string, time: string) => `${title}: notice not sent in time, due by ${time}`,
  },
  noNotices: 'No notice of maintenance was due.',
  record: 'Promises kept',
  details: 'Each promise',
  firstAfter: (span: string) => `First response: ${span}`,
  by: {
    first_response: (time) => `First response by ${time}`,
    next_update: (time) => `Update by ${time}`,
    report: (time) => `Report on the cause by ${time}`,
  } satisfies Record<PromiseKind, (time: string) => string>,
  state: {
    kept: 'in time',
    late: 'late',
    open: 'not due yet',
    overdue: 'overdue',
  } satisfies Record<PromiseState, string>,
  lateBy: (by: string) => `${by} late`,
  all: 'How we keep our promises',
}
