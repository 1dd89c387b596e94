import type { Faults } from './fault.ts'

export const INCIDENTS: Faults = {
  'server/domain/promise/promise.ts': [
    ['request.nextUpdateBy <= cadence', 'request.nextUpdateBy < cadence', 'the usual time itself needs a reason'],
    [
      "now > dueAt) return 'overdue'",
      "now >= dueAt) return 'overdue'",
      'a promise is broken at the very instant it is due',
    ],
    ["now >= dueAt - dueSoon ? 'due_soon'", "now > dueAt - dueSoon ? 'due_soon'", 'due soon comes too late'],
    ['<= at)', '< at)', 'the present counts as the future'],
    [
      'policy.extendable ? extensionOf(request) : undefined',
      'extensionOf(request)',
      'an ETR puts off the update of a P1G',
    ],
    ['if (!request.reason) return undefined', '', 'an ETR without a reason puts off the update'],
    [
      "request.vendor ? 'vendor' : 'agreement'",
      "request.vendor ? 'agreement' : 'vendor'",
      'a vendor is named an agreement',
    ],
  ],
  'server/domain/promise/ledger.ts': [
    ['until <= dueAt ? inTime', 'until < dueAt ? inTime', 'an update at its due time counts as late'],
    ['dueAt < to)', 'dueAt <= to)', 'a promise counts in two months'],
    ['responseUnder ?? first.priority', 'first.priority', 'a first response is judged by another priority'],
    ['met < madeAt ||', '', 'a report from before keeps a new promise'],
    ['Math.min(met, dueAt + 1)', 'met', 'reopening withdraws a broken promise'],
    [
      'keptAt: updates[index + 1]?.at ?? null',
      'keptAt: updates.at(-1)?.at ?? null',
      'the last update keeps every promise',
    ],
  ],
  'server/domain/promise/summary.ts': [
    ['late: responses.length - inTime', 'late: 0', 'late first responses are not counted'],
    ['due: kept + late + overdue', 'due: kept + late', 'overdue ones are not counted'],
    ['longest(updates.map', 'longest(entries.map', 'the wait for the first response counts as a gap'],
    ['b.month.localeCompare(a.month)', 'a.month.localeCompare(b.month)', 'the oldest month comes first'],
  ],
  'server/domain/incident/follow-up.ts': [
    ['answered < asked', 'answered <= asked', 'an answer at once is none'],
    ['now >= due ?', 'now > due ?', 'the desk is told too late'],
    ["'closed_no_response', 'duplicate']", "'closed_no_response']", 'a duplicate waits for an answer'],
  ],
  'server/domain/incident/postmortem.ts': [
    ["phase !== 'resolved' || drill)", "phase !== 'resolved')", 'a drill owes a report'],
    ["caseStatus === 'duplicate' ? null :", "caseStatus === 'new' ? null :", 'a duplicate owes a report'],
  ],
  'server/domain/incident/reopening.ts': [
    ['now > reopenableUntil(', 'now >= reopenableUntil(', 'the last instant to reopen is refused'],
    ['hit.filter(({ id }) => context.knownPlatforms.has(id))', 'hit', 'an archived platform is hit again'],
    ['?? designation(incident.priority, context)', '', 'anybody reopens a P1G'],
  ],
  'server/domain/incident/opening.ts': [
    ['...unconfirmed(command, context.plan),', '', 'a P4 becomes public unconfirmed'],
    ["resolvedAt: phase === 'resolved' ?", "resolvedAt: phase !== 'resolved' ?", 'what is posted as resolved never is'],
    ['if (doubt) return refuse(doubt)', '', 'a beginning a year too early is taken for what is meant'],
  ],
  'server/domain/incident/times/times.ts': [
    ['times.resolvedAt >= beganAt(times)', 'times.resolvedAt > beganAt(times)', 'what took no time is refused'],
    [
      'beganAt(times) >= toldAt - USUAL_DELAY',
      'beganAt(times) > toldAt - USUAL_DELAY',
      'thirty days are more than thirty',
    ],
  ],
  'server/domain/incident/times/span.ts': [
    ['Math.min(openedAt, startedAt ?? openedAt)', 'openedAt', 'a problem is missing from the month it began in'],
  ],
  'server/domain/incident/times/past-impacts.ts': [
    [
      'Math.max(resolvedAt ?? at, beganAt)',
      'Math.max(at, beganAt)',
      'an outage lasts until it is told that it is over',
    ],
    ['felt.length > 0 ? felt : all.slice(-1)', 'felt', 'a platform that was named is named no more'],
  ],
  'server/domain/incident/times/correcting.ts': [
    ["'incident.times'", "'incident.change'", 'agents correct times'],
    ['...(command.reason ? [] :', '...(true ? [] :', 'times are corrected without a reason'],
    ['Math.max(toldAt, incident.openedAt)', 'now', 'a case is opened after its first update'],
  ],
  'server/domain/time/stated.ts': [
    ['return Math.min(at, now)', 'return at', 'what is stated may be ahead of now'],
    ['at <= now + CLOCK_GRACE', 'at <= now', 'a clock that is ahead is refused'],
  ],
  'server/domain/incident/case/closing.ts': [
    ['|| confirmed ||', '||', 'a confirmation changes nothing'],
    ['now >= due', 'now > due', 'the last instant to answer is an instant longer'],
  ],
  'server/domain/incident/updating.ts': [
    ['if (etr !== undefined) return etr', 'return etr ?? null', 'an update forgets the ETR'],
    ['return holdUntil === undefined ? before : null', 'return before', 'an estimate outlives a hold'],
    ['duplicateOf: command.duplicateOf ?? null', 'duplicateOf: null', 'a duplicate does not know its master'],
    [
      'changes: changesBetween(incident.affected, delta)',
      'changes: changesBetween([], delta)',
      'an impact that stays counts as a change',
    ],
  ],
  'server/domain/incident/changing.ts': [
    ['Math.max(promise.value.dueAt, context.now)', 'promise.value.dueAt', 'a promise is broken before it is made'],
    ['Math.min(standing, tightened)', 'tightened', 'a lower priority puts off what was promised'],
    [' ?? designation(incident.priority, context)', '', 'anybody withdraws a P1G'],
    ["priority !== 'P1G' && STATED", 'STATED', 'a P1G waits for the end of a hold'],
  ],
  'server/domain/platform/naming.ts': [
    ['seen.add(id)', '', 'a platform may be named twice'],
    ['return isOver ? []', 'return !isOver ? []', 'an open incident names an archived platform'],
  ],
  'server/domain/incident/affected.ts': [["|| phase === 'resolved'", '', 'a P1G cannot be resolved']],
  'server/domain/incident/urgency.ts': [
    ['b.openedAt - a.openedAt', 'a.openedAt - b.openedAt', 'the oldest comes first'],
    ['nextUpdateDueAt ?? Number.POSITIVE_INFINITY', 'nextUpdateDueAt ?? 0', 'what promises nothing comes first'],
  ],
  'server/domain/incident/relation.ts': [
    ['|| master.drill !== incident.drill', '', 'a drill is the master of a real incident'],
    ['other && other.drill === drill', 'other', 'a public incident names a drill'],
  ],
  'server/domain/incident/case-status.ts': [
    [
      "(request.phase ?? 'monitoring') !== 'monitoring'",
      "request.phase === 'investigating'",
      'work that goes on still waits for an answer',
    ],
    ["if (request.holdUntil !== undefined) return 'hold'", '', 'a hold has to be named twice'],
  ],
  'server/domain/platform/state.ts': [
    [
      "states.length > 1 && all('degraded_performance')",
      "all('degraded_performance')",
      'one platform alone is worded as many',
    ],
    ['b.impact) - IMPACTS', 'b.impact) + IMPACTS', 'impacts are in no order'],
  ],
  'server/domain/platform/uptime.ts': [
    ['partial_outage: 3,', 'partial_outage: 5,', 'a partial outage counts as half'],
    ['(hundredths - (hundredths % total)) / total', 'Math.round(hundredths / total)', 'uptime is flattered'],
    ['until ?? now + 1', 'until ?? now', 'what began this moment is not shown'],
    ['Math.max(0, ...[', 'Math.min(1, ...[', 'overlapping incidents count by the lesser'],
  ],
  'server/domain/subscription/audience.ts': [
    ['NARROWNESS[following.scope.type] <', 'NARROWNESS[following.scope.type] >', 'the widest reason is given'],
  ],
  'server/domain/audit.ts': [["'audit.read'", "'board.read'", 'agents read the audit trail']],
}
