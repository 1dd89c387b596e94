import type { SeedIncident } from './seed.ts'

export const MESSAGING: readonly SeedIncident[] = [
  {
    title: 'Text messages to one North American carrier delayed',
    priority: 'P2',
    posted: { daysAgo: 84, at: '14:05' },
    openedBefore: 21,
    startedBefore: 50,
    platforms: { messaging: 'degraded_performance' },
    steps: [
      {
        after: 0,
        phase: 'identified',
        body: 'Text messages to customers of one large mobile carrier arrive 10 to 45 minutes late. Messages to other carriers and incoming messages are on time. Nothing is lost: messages wait in the carrier’s queue. **One-time passcodes** may expire on the way; offer a phone call instead where you can.',
      },
      {
        after: 108,
        body: 'The carrier is adding capacity. Delay is down to about 15 minutes.',
      },
      {
        after: 190,
        phase: 'monitoring',
        body: 'The queue is empty and messages arrive within seconds.',
        platforms: { messaging: 'operational' },
      },
      {
        after: 277,
        phase: 'resolved',
        body: 'Messages have been on time for an hour and a half, through the evening peak as well.',
      },
    ],
  },
  {
    title: 'Pictures missing in received MMS',
    priority: 'P2',
    posted: { daysAgo: 29, at: '15:15' },
    openedBefore: 30,
    platforms: { messaging: 'partial_outage' },
    steps: [
      {
        after: 0,
        body: 'Picture messages arrive with their text but without the picture, or with the note *media unavailable*. Plain text messages are not affected.',
      },
      {
        after: 88,
        phase: 'identified',
        body: 'The store that holds pictures for pick-up refuses files of more than 600 kB since its disk quota was reached. Space is being added; pictures of the last hours are kept by the carriers and will be fetched again.',
      },
      {
        after: 160,
        phase: 'monitoring',
        body: 'New picture messages arrive whole. Those received since noon are being completed now, oldest first.',
        platforms: { messaging: 'degraded_performance' },
      },
      {
        after: 262,
        body: 'Nine out of ten waiting pictures have been delivered.',
        platforms: { messaging: 'operational' },
      },
      {
        after: 333,
        phase: 'resolved',
        body: 'All pictures that the carriers still held have been delivered. 41 had already been dropped by the sending carrier; the recipients see the note and can ask for them again.',
      },
    ],
  },
]
