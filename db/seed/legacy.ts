import type { SeedIncident } from './seed.ts'

export const LEGACY: readonly SeedIncident[] = [
  {
    title: 'Skype for Business shows outdated presence',
    priority: 'P3',
    posted: { daysAgo: 33, at: '09:20' },
    openedBefore: 140,
    platforms: { 'skype-for-business': 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: 'Colleagues may appear *available* although they are in a call, or the other way round, for up to half an hour. Calls, messages and meetings work.',
      },
      {
        after: 205,
        phase: 'identified',
        body: 'The presence database on one of the front-end servers lags behind its partner. We will restart its replication after business hours, since contact lists are briefly empty while it starts.',
      },
      {
        after: 830,
        phase: 'monitoring',
        body: 'Replication was restarted overnight, and presence is up to date on all front-end servers.',
        platforms: { 'skype-for-business': 'operational' },
      },
      { after: 1440, phase: 'resolved', body: 'Presence stayed current during the working day.' },
    ],
  },
]
