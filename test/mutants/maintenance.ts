import type { Faults } from './fault.ts'

/** Also of time, on which maintenance stands. */
export const MAINTENANCE: Faults = {
  'server/domain/maintenance/promises.ts': [
    [
      'leadDue(startsAt, lead, zone) < now',
      'leadDue(startsAt, lead, zone) <= now',
      'a notice of exactly the promised length is short',
    ],
    ['isLead(p) && p.dueAt <= now\n', 'isLead(p)\n', 'a move uses up the reminders of its new time'],
    ["p.outcome === 'told' || !renewed", "p.outcome !== 'withdrawn' || !renewed", 'a missed notice never comes back'],
    ['now >= m.startsAt) return owed', 'now > m.endsAt) return owed', 'what was told afterwards was told at once'],
    ['isLead(p) ? p.dueAt >= now : ', '', 'a notice that was past when a window was planned is owed'],
    ['dueAt + NOTICE_GRACE >= now)', 'dueAt >= 0)', 'what was told afterwards is charged with its start'],
    ['which(p) && isLate(p, now)', 'which(p) && p.dueAt < now', 'a notice that is due just now is missed'],
    ['isAhead(p) && p.dueAt <= now + NOTICE_GRACE', 'isAhead(p)', 'an early announcement uses up the reminder'],
    ["p.key === 'end' || moved", 'moved', 'an extended window ends twice'],
  ],
  'server/domain/maintenance/change.ts': [
    [
      "step === 'start' && now < m.startsAt)",
      "step === 'start' && now < m.startsAt - 3_600_000)",
      'a window starts an hour early',
    ],
    ['after.endsAt <= now', 'after.endsAt < now', 'a window may end this very moment'],
    ['after.startsAt < m.startsAt && isShort', 'isShort', 'a later start needs a reason'],
    ['> LONGEST_DAYS * 86_400_000', '>= LONGEST_DAYS * 86_400_000', 'fourteen days are too long'],
    ['m.programmeId !== null || m.own', 'm.own', 'every night of a programme needs a reason'],
    ['endedAt: Math.max(now, m.beganAt ?? now)', 'endedAt: m.endsAt', 'a window seems over in time'],
    ['m.detailed || change.description', 'change.description', 'details have to be given again'],
  ],
  'server/domain/maintenance/clock.ts': [
    ['m.endsAt + END_NEWS_LASTS', 'm.endsAt', 'the end is never told'],
    ['isAhead(p) && p.dueAt <= now', 'isAhead(p) && p.dueAt < now', 'a notice comes a minute late'],
    ['if (!endsByHand(m)) return', 'return', 'the clock ends what staff have to end'],
    ['awaited || isPending', 'isPending', 'who heard that it takes longer never hears of its end'],
    ['m.announcedAt === null || overrunTold', 'overrunTold', 'who was told of nothing hears that it takes longer'],
    ['m.announcedAt === null || overrunTold', 'm.announcedAt === null', 'that it takes longer is told again and again'],
    ["const rest = drop(notices, 'missed', isAhead)", 'const rest = notices', 'a missed notice stays to be told'],
    ['beganAt: m.startsAt', 'beganAt: m.endsAt', 'a window begins when it ends'],
    [
      "m.state === 'planned' ? 'announce' : 'remind'",
      "m.state === 'planned' ? 'remind' : 'announce'",
      'a reminder comes first',
    ],
  ],
  'server/domain/maintenance/schedule.ts': [
    ["(p) => p.key !== 'end'", '() => true', 'the end of a window that runs is not told'],
    ['announcedAt = told ? now : null', 'announcedAt = now', 'what was told nobody counts as announced'],
    ['zone: programme?.zone ?? zone', 'zone', 'a window of a programme is in the zone of the site'],
    ['maintenance.endsAt <= now', 'maintenance.endsAt < now', 'what is over this moment runs'],
  ],
  'server/domain/maintenance/conflicts.ts': [
    [' || isOver(other)', '', 'a cancelled window is in the way'],
    ['other.id === m.id || ', '', 'a window is in its own way'],
    [' && programme.id !== m.programmeId', '', 'the freeze of its own programme is no conflict'],
  ],
  'server/domain/maintenance/notice-plan.ts': [
    [
      'at > owedAt(promise) + NOTICE_GRACE',
      'at >= owedAt(promise) + NOTICE_GRACE',
      'a notice at the end of its grace is late',
    ],
    ['prolonged.toldAt > dueAt + NOTICE_GRACE', 'false', 'an end is put off by who says so hours after it'],
    [
      'toZonedDateTimeISO(zone).subtract(lead)',
      "toZonedDateTimeISO('UTC').subtract(lead)",
      'a week before is an hour off when the clocks change',
    ],
    ['ms <= LONGEST_LEAD', 'ms < LONGEST_LEAD', 'sixty days are too long'],
  ],
  'server/domain/maintenance/maintenance.ts': [
    [
      'announcedAt > beganAt + NOTICE_GRACE',
      'announcedAt > beganAt',
      'the clock that runs each minute tells afterwards',
    ],
    ['now > overrunsAfter(m)', 'now >= overrunsAfter(m)', 'a window overruns too early'],
    ["endsBy === 'hand' || state === 'verifying'", "endsBy === 'hand'", 'nobody has to end what is being verified'],
    ["(impact === 'none' ? 'clock' : 'hand')", "'hand'", 'a window without impact waits for a person'],
    ['own.title ?? programme?.title', 'programme?.title ?? own.title', 'a window has the title of its programme'],
  ],
  'server/domain/maintenance/programme.ts': [
    ['o.startsAt >= computedFrom && ', '', 'a changed rule makes windows in the past'],
    ['.subtract({ days: 2 })', '', 'a window of last night is not found'],
    ['&& platforms.length > 0', '', 'a programme without platforms announces'],
    [' && !freezeOf(programme, o)', '', 'windows lie in a freeze'],
    [
      '(lengthOf(b) ?? 0) - (lengthOf(a) ?? 0)',
      '(lengthOf(a) ?? 0) - (lengthOf(b) ?? 0)',
      'the shortest lead comes first',
    ],
  ],
  'server/domain/maintenance/unscheduled.ts': [
    ['dayOf(endsAt)) <= 0', 'dayOf(endsAt)) < 0', 'the morning after a night is not looked at'],
  ],
  'server/domain/maintenance/worklist.ts': [
    ['DETAILS_AHEAD = 3 * DAY', 'DETAILS_AHEAD = DAY', 'details are asked for late'],
  ],
  'server/domain/maintenance/calendar.ts': [
    ['a.startsAt - b.startsAt ||', 'b.startsAt - a.startsAt ||', 'the last comes first'],
  ],
  'server/domain/time/business-days.ts': [
    ['dayOfWeek <= 5', 'dayOfWeek < 5', 'Friday is no business day'],
    [' && !holidays.includes(date.toString())', '', 'holidays are business days'],
  ],
  'server/domain/time/window.ts': [
    ['a.startsAt < b.endsAt &&', 'a.startsAt <= b.endsAt &&', 'windows that follow each other overlap'],
    ['wallEnd <= wallStart', 'wallEnd < wallStart', 'a window of 24 hours lasts none'],
    ["'compatible'", "'later'", 'of a time that occurs twice the second counts'],
    ['.add({ days: 1 })),', '),', 'the last day of a freeze is free'],
  ],
  'server/domain/time/office-hours.ts': [
    ['from <= now && now < until', 'from <= now && now <= until', 'the desk is open at its closing minute'],
    ['interval.from <= last.until', 'interval.from < last.until', 'the desk closes at midnight for no time'],
    ['index - 1 })', 'index })', 'the desk is closed after midnight'],
  ],
}
