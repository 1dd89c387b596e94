import type { Summary } from '../../../server/domain/promise/summary.ts'
import type { MaintenanceSummary, MaintenanceView, PromiseRecord, PromisesView, View } from '../../../src/views.ts'
import { support } from './support-sample.ts'

const at = (text: string) => Date.parse(text)
const MIN = 60_000
const HOUR = 60 * MIN
const ZONE = 'America/Denver'
const refs = (...names: string[]) =>
  names.map((name) => {
    const id = name.toLowerCase().replaceAll(' ', '-')
    return { id, name, url: `/platforms/${id}/` }
  })

function monthlyOn(date: string, startsAt: string, rest: Partial<MaintenanceSummary> = {}): MaintenanceSummary {
  return {
    id: `monthly-${date}`,
    url: `/maintenance/monthly-${date}/`,
    title: 'Monthly maintenance',
    state: 'planned',
    impact: 'under_maintenance',
    overruns: false,
    startsAt: at(startsAt),
    endsAt: at(startsAt) + 6 * HOUR,
    zone: ZONE,
    platforms: refs('Teams Direct Routing', 'SIP Trunking', 'Voicemail'),
    ...rest,
  }
}

export const monthly = monthlyOn('2026-12-18', '2026-12-19T05:00:00Z', { state: 'announced' })
export const done = monthlyOn('2026-11-20', '2026-11-21T05:00:00Z', { state: 'completed' })
const running: MaintenanceSummary = {
  ...monthly,
  id: 'sbcnew000001',
  url: '/maintenance/sbcnew000001/',
  title: 'New session border controller',
  state: 'in_progress',
  startsAt: at('2026-11-22T20:00:00Z'),
  endsAt: at('2026-11-22T22:00:00Z'),
}
const certificate = (day: string): MaintenanceSummary => ({
  ...monthly,
  id: `skype-certificate-${day}`,
  url: `/maintenance/skype-certificate-${day}/`,
  title: 'Skype for Business certificate',
  state: 'planned',
  impact: 'none',
  startsAt: at(`${day}T07:00:00Z`),
  endsAt: at(`${day}T07:30:00Z`),
  platforms: refs('Skype for Business'),
})
export const off: MaintenanceSummary = {
  ...certificate('2026-11-25'),
  id: 'connect-release-2026-11-25',
  url: '/maintenance/connect-release-2026-11-25/',
  title: 'Connect release',
  state: 'cancelled',
}
const november = [done, certificate('2026-11-13'), certificate('2026-11-20'), running, off, certificate('2026-11-27')]

export const maintenance: MaintenanceView = {
  kind: 'maintenance',
  maintenance: monthly,
  description: '<p>Updates and security fixes are installed.</p>',
  reason: '<p>Regular updates keep the service secure and reliable.</p>',
  planned: monthly,
  newEnd: null,
  programme: { title: 'Monthly maintenance', calendar: '/programmes/monthly/calendar.ics' },
  beganAt: null,
  endedAt: null,
  told: true,
  afterwards: false,
  shortNotice: null,
  notices: [
    {
      when: 7 * 24 * HOUR,
      dueAt: at('2026-12-12T05:00:00Z'),
      toldAt: at('2026-12-12T05:00:00Z'),
      standing: 'kept',
    },
    { when: 'start', dueAt: monthly.startsAt, toldAt: null, standing: 'ahead' },
    { when: 'end', dueAt: monthly.endsAt, toldAt: null, standing: 'ahead' },
  ],
  updates: [
    {
      id: 'mv2',
      news: 'moved',
      state: 'announced',
      body: '<p>A week later, since the vendor’s release is late.</p>',
      at: at('2026-11-20T17:00:00Z'),
      window: monthly,
      previous: { startsAt: at('2026-12-12T05:00:00Z'), endsAt: at('2026-12-12T11:00:00Z') },
    },
    {
      id: 'an1',
      news: 'announced',
      state: 'announced',
      body: null,
      at: at('2026-11-14T05:00:00Z'),
      window: monthly,
      previous: null,
    },
  ],
}

export const figures: Summary = {
  due: 14,
  kept: 12,
  late: 2,
  overdue: 0,
  open: 1,
  worstLateness: 7 * MIN,
  worstGap: 67 * MIN,
  firstResponse: { due: 2, kept: 2, late: 0, slowest: 11 * MIN },
}

export const record: PromiseRecord = {
  figures,
  entries: [
    {
      kind: 'first_response',
      dueAt: at('2026-11-22T18:17:00Z'),
      keptAt: at('2026-11-22T18:13:00Z'),
      state: 'kept',
      lateness: 0,
    },
    {
      kind: 'next_update',
      dueAt: at('2026-11-22T19:13:00Z'),
      keptAt: at('2026-11-22T19:20:00Z'),
      state: 'late',
      lateness: 7 * MIN,
    },
    { kind: 'next_update', dueAt: at('2026-11-22T21:04:00Z'), keptAt: null, state: 'open', lateness: 0 },
  ],
}

const spotless = { ...figures, kept: 9, due: 9, late: 0, open: 0, worstLateness: 0 }
export const promises: PromisesView = {
  kind: 'promises',
  from: at('2025-12-01T07:00:00Z'),
  began: null,
  reports: true,
  total: { ...figures, due: 23, kept: 21 },
  overdue: [],
  months: [
    { month: '2026-11', figures },
    { month: '2026-10', figures: spotless },
  ],
  incidents: [
    {
      title: 'Calls fail on Teams Direct Routing in the western region',
      url: '/incidents/k3v9q2m1x8za/',
      openedAt: at('2026-11-22T18:02:00Z'),
      priority: 'P1G',
      figures,
    },
    {
      title: 'Voicemail notifications arrive late',
      url: '/incidents/vm01aaaaaaaa/',
      openedAt: at('2026-11-19T18:02:00Z'),
      priority: 'P2',
      figures: spotless,
    },
  ],
  notices: {
    ...{ due: 18, kept: 17, late: 1, missed: 0 },
    unkept: [
      {
        title: 'Monthly maintenance',
        url: '/maintenance/monthly-2026-11-20/',
        dueAt: 1_793_600_000_000,
        standing: 'late',
      },
    ],
  },
}

/** Samples of pages on maintenance and on the support plan, by the path they stand for. */
export const planViews: Record<string, View> = {
  [monthly.url]: maintenance,
  '/maintenance/': {
    kind: 'maintenances',
    running: [running],
    months: [
      { month: '2026-11', windows: [off, certificate('2026-11-27')] },
      { month: '2026-12', windows: [certificate('2026-12-04'), certificate('2026-12-11'), monthly] },
    ],
    month: '2026-11',
    windows: november,
    past: [done],
    programmes: [
      {
        title: 'Monthly maintenance',
        calendar: '/programmes/monthly/calendar.ics',
        data: '/programmes/monthly.json',
      },
    ],
  },
  '/maintenance/2026-11/': {
    kind: 'maintenance-month',
    month: '2026-11',
    windows: november,
    earlier: '2026-10',
    later: '2026-12',
  },
  '/promises/': promises,
  '/support/': support,
  '/embed/': {
    kind: 'embed',
    badges: [
      { name: null, badge: '/badge.svg', page: '/' },
      { name: 'SIP Trunking', badge: '/platforms/sip-trunking/badge.svg', page: '/platforms/sip-trunking/' },
    ],
    programmes: [
      {
        title: 'Monthly maintenance',
        code: '<ul id="signalpost-monthly"></ul>',
        data: '/programmes/monthly.json',
        calendar: '/programmes/monthly/calendar.ics',
      },
    ],
  },
  '/incidents/moved0000000/': {
    kind: 'moved',
    title: 'Calls to mobile phones fail',
    to: { title: 'Calls fail on Teams Direct Routing in the western region', url: '/incidents/k3v9q2m1x8za/' },
  },
}
