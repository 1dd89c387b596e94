import { list, type SeedIncident, text } from './seed.ts'

export const PORTALS: readonly SeedIncident[] = [
  {
    title: 'Reports in the Connect portal take minutes to open',
    priority: 'P3',
    posted: { daysAgo: 77, at: '10:30' },
    openedBefore: 170,
    platforms: { 'connect-portal': 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: 'Call reports over more than a month take several minutes to open, and some end with *timeout*. Orders, numbers and settings respond as usual. Reports by e-mail are complete, only later.',
      },
      {
        after: 1180,
        phase: 'identified',
        body: 'Since its last release the portal reads call records without their index when two filters are combined. A corrected query is being tested with the data of our largest accounts.',
      },
      {
        after: 2295,
        phase: 'monitoring',
        body: 'The corrected query is in place. A yearly report of a large account opens in four seconds.',
        platforms: { 'connect-portal': 'operational' },
      },
      { after: 3500, phase: 'resolved', body: 'No report has taken longer than ten seconds since the change.' },
    ],
  },
  {
    title: 'Support portal cannot be reached from some networks',
    priority: 'P2',
    posted: { daysAgo: 62, at: '09:03' },
    openedBefore: 16,
    startedBefore: 38,
    platforms: { 'support-portal': 'partial_outage' },
    steps: [
      {
        after: 0,
        body: text(
          'The support portal’s name cannot be resolved from some networks, depending on their DNS provider. Until this is solved, reach us by e-mail, chat or phone as usual; cases can be opened there as well.',
        ),
      },
      {
        after: 46,
        phase: 'identified',
        body: 'When we exchanged the signing key of our DNS zone, the new key was published before the registry had it. Resolvers that validate signatures refuse the name. The registry has the new key now; resolvers pick it up as their caches expire, within two hours at most.',
      },
      {
        after: 139,
        phase: 'monitoring',
        body: 'All public resolvers that we test answer. If yours does not, ask your IT desk to flush its DNS cache.',
        platforms: { 'support-portal': 'operational' },
      },
      {
        after: 230,
        phase: 'resolved',
        body: 'The portal is reached from everywhere. Key exchanges now wait for the registry’s answer.',
      },
    ],
  },
  {
    title: 'Connect portal: certificate warning in older browsers',
    priority: 'P2',
    posted: { daysAgo: 17, at: '08:10' },
    openedBefore: 19,
    platforms: { 'connect-portal': 'degraded_performance' },
    steps: [
      {
        after: 0,
        phase: 'identified',
        body: text(
          'After last night’s renewal of its certificate, the Connect portal shows a warning in browsers and programs that do not know the new root certificate:',
          list('Android 7 and older', 'Java programs with a trust store from before 2020', 'some kiosk systems'),
          'Please **do not click through the warning**. Current browsers are not affected.',
        ),
      },
      {
        after: 68,
        phase: 'monitoring',
        body: 'The portal now also sends the older chain, which those systems know. Reload the page; programs may need a restart.',
        platforms: { 'connect-portal': 'operational' },
      },
      { after: 176, phase: 'resolved', body: 'We see connections from all affected kinds of systems again.' },
    ],
  },
]
