import type { SeedTemplate } from '../seed.ts'

export const TEMPLATES: readonly SeedTemplate[] = [
  {
    name: 'Teams calls fail',
    phase: 'investigating',
    platforms: ['teams-operator-connect', 'teams-direct-routing'],
    title: 'Calls to and from Microsoft Teams fail',
    body: 'Some calls to and from Microsoft Teams fail. We are finding out whether the cause is with us or with Microsoft. Calls between Teams users are not affected.',
  },
  {
    name: 'Microsoft is working on it',
    phase: 'identified',
    platforms: ['teams-operator-connect', 'teams-direct-routing', 'teams-gcc-high'],
    title: null,
    body: 'The cause is with Microsoft, who are working on it and expect to have solved it by {eta}. We ask them for news before each of our updates.',
  },
]
