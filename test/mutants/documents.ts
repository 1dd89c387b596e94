import type { Faults } from './fault.ts'

export const DOCUMENTS: Faults = {
  'server/publish/documents/event-subjects.ts': [
    ["tags.add('months')", 'tags.size', 'the month of an incident that is told late is missing from the list'],
    [
      'monthOf(opened_at, snapshot.site.zone)',
      "monthOf(opened_at, 'UTC')",
      'an incident of the last evening is missing from its month',
    ],
    ['...related.map((one) => ({ of: one.incident_id, kin: one.id })),', '', 'pages of related incidents are stale'],
    ['...duplicates.map((one) => ({ of: one.duplicate_of, kin: one.id })),', '', 'pages of duplicates are stale'],
    ['...incidents.map(({ row }) => ({ of: row.id, kin: row.duplicate_of })),', '', 'the page of a master is stale'],
    [
      'month: beganAt === null ? null : monthOf(startsAt, snapshot.site.zone)',
      'month: null',
      'a window that began is missing from the history',
    ],
    [
      'for (const incident of incidents) uptimeCache.setIncident(incident)',
      '',
      'uptime does not know of a new incident',
    ],
    [
      'for (const { maintenance } of windows) uptimeCache.setMaintenance(maintenance)',
      '',
      'uptime does not know of maintenance',
    ],
    ['shown.lists.set(id, JSON.stringify(listed))', '', 'lists are made again for nothing, or not when they should'],
  ],
  'server/publish/documents/event-tags.ts': [
    [
      '...(openOn.get(platform) ?? []).map((id): Tag => `states-of:${id}`),',
      '',
      'the JSON of other open incidents is stale',
    ],
    ['naming.get(platform) ?? []', '[]', 'a renamed platform keeps its name in incidents'],
    ["['event', 'incidents', 'promises', ", "['event', 'incidents', ", '/promises/ does not know of updates'],
    ["['event', 'maintenance', 'promises', ", "['event', 'maintenance', ", '/promises/ does not know of notices'],
    [", 'history', 'choices']", ", 'history']", 'the list of the subscribe page is stale'],
    ['[`history:${incident.month}`, ', '[', 'the month of an incident is stale'],
    ['[...platforms, ...platformsOf(event)]', '[...platforms]', 'a window stays on a platform that was taken off it'],
    ["'platform-list', 'platform-names'", "'platform-list'", 'a renamed platform keeps its name on pages'],
    ['...platforms.map((id): Tag => `windows-on:${id}`),', '', 'an archived platform keeps its calendar'],
    ["'demo.cleared', 'programme.changed', ", "'demo.cleared', ", 'a changed programme is not shown'],
    ['([`history:${month}`, ', '([', 'a window that ended is missing from its month'],
  ],
  'server/publish/documents/makers.ts': [
    ['(await movedView(snapshot, id)) ?? ', '', 'a duplicate does not lead to its master'],
    [
      "calendarLink(snapshot.site, { about: 'platform', id })",
      "calendarLink(snapshot.site, { about: 'everything' })",
      'the page of a platform links the calendar of all',
    ],
    ["const [month = ''] =", "const [, month = ''] =", 'the history begins with the month before'],
  ],
  'server/publish/documents/moments.ts': [
    [
      'at: dueAt + 1, tags: [`standing-of:',
      'at: dueAt, tags: [`standing-of:',
      'a report that is overdue does not say so',
    ],
    ['{ at: dueAt - dueSoon, tags: standing },', '', 'nothing is ever due soon'],
    ['dueAt + 1, tags: [...standing', 'dueAt, tags: [...standing', 'an overdue update does not say so'],
    ['[...standing, ...broken]', 'standing', 'feeds do not tell of broken promises'],
    ['overrunsAfter(ending) + 1', 'overrunsAfter(ending)', 'a window that overruns does not say so'],
    ["'history', `history:${month}`, ...on]", '...on]', 'the history does not know of an overrun'],
    [
      "({ at: startsAt, tags: ['maintenance'] })",
      '({ at: startsAt, tags: [] })',
      'a window that was called off is always still to come',
    ],
    [': [due]', ': []', 'a notice that was told early is early for ever'],
    ['dueAt + NOTICE_GRACE + 1', 'dueAt + NOTICE_GRACE', 'a notice that is late does not say so'],
    ["(newMonth ? (['months'] as const) : [])", '[]', 'a new month has no page'],
    [', ...incidents, ...windows]', ', ...windows]', 'an incident says tomorrow for ever'],
    ['before < at && at <= now', 'before < at && at < now', 'what changes this very moment changes later'],
    ['at > now && at < next', 'at > now && at > next', 'nobody wakes for the next change'],
  ],
  'server/publish/documents/pending.ts': [
    ['before - NOTICE_GRACE - 1', 'before', 'a notice that became late is not shown as late'],
    ['now + LONGEST_LEAD + DAY', 'now + DAY', 'notices of planned windows pass unnoticed'],
    ['monthOf(before, site.zone) !== monthOf(now, site.zone)', 'false', 'a new month is not listed'],
    ['deskChangesOn(dayOf(now, site.zone), plan)', '[]', 'the support page does not open or close'],
    ['{ at: today.until, newMonth: true, open: [], inSight: [] },', '', 'midnight wakes nobody'],
  ],
  'server/publish/documents/registry.ts': [
    ["'standing-of:{id}', ", '', 'the page of an incident does not say that it is overdue'],
    [
      "'standing', 'overrun', 'platform-list'",
      "'standing', 'platform-list'",
      'the first page does not know of an overrun',
    ],
    [
      "'windows-on:{id}', 'standing-on:{id}', ",
      "'windows-on:{id}', ",
      'the page of a platform does not say that it is overdue',
    ],
    [
      "['promises', 'overdue', 'day'], make.promisesPage",
      "['promises', 'day'], make.promisesPage",
      '/promises/ does not say that one is broken',
    ],
    [
      "['choices', 'platform-names'], make.subscribePage",
      "['choices'], make.subscribePage",
      'the subscribe page has an old name',
    ],
    ["['hours', 'day'], make.supportPage", "['day'], make.supportPage", 'the support page is open for ever'],
    ["'states-of:{id}', ", '', 'the JSON of an incident has old states'],
    ["['incident:{id}', 'overdue-of:{id}']", "['incident:{id}']", 'the feed of an incident tells no broken promise'],
    ["['platform:{id}', 'overdue-on:{id}']", "['platform:{id}']", 'the feed of a platform tells no broken promise'],
    [
      "['windows-on:{id}', 'platform-names', 'day']",
      "['platform-names', 'day']",
      'the calendar of a platform is stale',
    ],
    [
      "['window:{id}', 'platform-names'], make.maintenancePage",
      "['window:{id}'], make.maintenancePage",
      'a window has an old name',
    ],
    [
      "['history', 'months', 'platform-names'], make.historyPage",
      "['history', 'platform-names'], make.historyPage",
      'the history lacks the new month',
    ],
  ],
  'server/publish/documents/selection.ts': [
    [' && !IN_PASSING.has(kind)', '', 'a post waits for pages that mention it in passing'],
    ['.filter((id) => !atOnce.has(id))', '', 'documents are made twice'],
    ['yield (await snapshot.ahead()).map(({ id }) => id)', '', 'planned windows have no page'],
    [
      "subject === 'site' && tier === 'at once'",
      "subject === 'site' && tier === 'soon'",
      'what people look at first is made last',
    ],
  ],
}
