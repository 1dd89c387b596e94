import { list, type SeedIncident, text } from './seed.ts'

export const VOICE: readonly SeedIncident[] = [
  {
    title: 'One-way audio on some calls through the Dallas gateway',
    priority: 'P2',
    posted: { daysAgo: 73, at: '16:22' },
    openedBefore: 29,
    startedBefore: 75,
    platforms: { 'sip-trunking': 'degraded_performance', 'cisco-ucm': 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: 'On about one call in thirty through our Dallas gateway one side hears nothing. Hanging up and calling again helps in nearly all cases.',
      },
      {
        after: 83,
        phase: 'identified',
        body: 'One of four media servers in Dallas drops packets after a switch port fell back to half its speed. We have taken the server out of the pool; calls that are in progress on it are not moved.',
      },
      {
        after: 130,
        phase: 'monitoring',
        body: 'All new calls use the three healthy servers, which have room enough for tonight and tomorrow.',
        platforms: { 'sip-trunking': 'operational', 'cisco-ucm': 'operational' },
      },
      {
        after: 214,
        phase: 'resolved',
        body: 'No one-way call since the server left the pool. It returns after its cable and port have been replaced.',
      },
    ],
  },
  {
    title: 'Incoming faxes ending after the first page',
    priority: 'P2',
    posted: { daysAgo: 66, at: '11:12' },
    openedBefore: 24,
    platforms: { fax: 'partial_outage' },
    steps: [
      {
        after: 0,
        body: 'Incoming faxes of several pages break off after the first page when the sender’s machine insists on *error correction*. Outgoing faxes and fax to e-mail from our portal are not affected.',
      },
      {
        after: 101,
        phase: 'identified',
        body: 'One carrier changed how it offers T.38 on its side. As a workaround we answer its calls with plain audio, which is slower but reliable; this takes effect within the hour.',
      },
      {
        after: 168,
        phase: 'monitoring',
        body: 'Multi-page faxes arrive again, at 9,600 bit/s for calls from this carrier and at full speed from all others.',
        platforms: { fax: 'degraded_performance' },
        nextUpdateIn: 1080,
        reason: 'The carrier takes its change back in its maintenance window tonight.',
      },
      {
        after: 1217,
        phase: 'resolved',
        body: 'The carrier has taken its change back. All calls use T.38 at full speed again, and today’s test faxes of 40 pages arrived whole.',
        platforms: { fax: 'operational' },
      },
    ],
  },
  {
    title: 'Some 911 calls reach a relay centre instead of the local dispatcher',
    priority: 'P1G',
    caseNumber: 'NL-105233',
    posted: { daysAgo: 58, at: '13:48' },
    openedBefore: 7,
    startedBefore: 31,
    platforms: { 'emergency-calling': 'partial_outage', 'teams-operator-connect': 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: text(
          '**Emergency calls are answered.** Some of them, however, reach the national relay centre, which asks for the address and transfers the call, instead of the local dispatcher who sees it at once.',
          'If you call 911, **say where you are first**. Please tell your front desks and security staff.',
        ),
      },
      {
        after: 33,
        phase: 'identified',
        body: text(
          'An update of the address database was only partly applied. Affected are locations added or changed in the last nine days, mostly of Operator Connect users who work in several buildings.',
          list(
            'Numbers without a change in that time: not affected',
            '112 and other numbers outside the United States: not affected',
          ),
        ),
      },
      {
        after: 84,
        body: 'The update is being applied again and checked address by address; 60 % are done. Test calls to the *933* read-back service give the right address for those.',
      },
      {
        after: 137,
        phase: 'monitoring',
        body: 'All addresses are applied. We are calling 933 for a sample from each customer with changed locations. You can do the same: dial **933** and listen to the address that is read to you.',
        platforms: { 'emergency-calling': 'degraded_performance', 'teams-operator-connect': 'operational' },
      },
      {
        after: 191,
        body: 'Nine hundred read-back calls in 212 places gave the right address. One address had been wrong before and has been corrected with its owner.',
      },
      {
        after: 238,
        phase: 'resolved',
        body: text(
          'All sampled locations are right, and emergency calls reach their local dispatcher. The master case is closed.',
          '**What we change:** an update of the address database counts as done only after read-back calls from every state have passed, and an incomplete one is rolled back by itself.',
        ),
      },
      {
        after: 5_400,
        report: text(
          'An update of the address database broke off after 60 % and was marked as done. For locations in the rest the old, coarser routing applied, which leads to a relay centre.',
          'Updates now count as done only after read-back calls from every state have passed. Since then two updates have gone through this way, and one was rolled back by itself as intended.',
        ),
      },
    ],
  },
  {
    title: 'Number ports of the day complete late',
    priority: 'P2',
    posted: { daysAgo: 40, at: '10:45' },
    openedBefore: 20,
    platforms: { 'connect-portal': 'degraded_performance', 'sip-trunking': 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: 'Ports to us that were confirmed for 10:00 today show *pending activation*. The numbers keep working with the previous carrier until the moment they move, so nothing is cut off.',
      },
      {
        after: 77,
        phase: 'identified',
        body: 'The national number registry accepts activations only slowly today, for all carriers. Ours wait in its queue in the order they were confirmed. If a port should rather be moved to another day, tell us in its case.',
        nextUpdateIn: 180,
        reason: 'The registry reports its backlog every three hours.',
      },
      {
        after: 229,
        body: 'About half of today’s ports are active. Where a port is active, please make a test call in both directions; text messaging follows within a day, as with every port.',
      },
      {
        after: 321,
        phase: 'monitoring',
        body: 'All ports of today but four are active. Those four were rejected for a wrong account number, as happens on any day, and their owners have been written to.',
        platforms: { 'connect-portal': 'operational', 'sip-trunking': 'operational' },
      },
      {
        after: 420,
        phase: 'resolved',
        body: 'The registry’s queue is empty, and tomorrow’s ports are confirmed at their usual times.',
      },
    ],
  },
  {
    title: 'No outgoing calls through the Zürich gateway',
    priority: 'P1G',
    caseNumber: 'NL-105790',
    posted: { daysAgo: 36, at: '02:44' },
    openedBefore: 6,
    startedBefore: 10,
    platforms: { 'sip-trunking': 'major_outage', 'teams-direct-routing': 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: 'Outgoing calls from trunks homed on Zürich are answered with *503 Service Unavailable*. Incoming calls work. Trunks with a second registration, to Frankfurt or Kraków, move over by themselves; if yours is set by hand, please switch it.',
      },
      {
        after: 14,
        phase: 'identified',
        body: 'The gateway asks a DNS resolver that no longer answers for the names of the outgoing carriers. We are pointing it to the resolvers in Frankfurt.',
      },
      {
        after: 27,
        phase: 'monitoring',
        body: 'Outgoing calls work again since five minutes. We leave traffic that moved to Frankfurt and Kraków there until noon, local time.',
        platforms: { 'sip-trunking': 'degraded_performance', 'teams-direct-routing': 'operational' },
      },
      {
        after: 58,
        phase: 'resolved',
        body: 'Everything is normal. The resolver in Zürich is repaired, and every gateway now has resolvers in two places.',
      },
      {
        after: 4_320,
        report:
          'The gateway in Zürich knew a single DNS resolver. When that one lost its disk, the names of the outgoing carriers could no longer be looked up, and calls were refused. Every gateway now has resolvers in two places, and an alarm watches each of them from outside.',
      },
    ],
  },
  {
    title: 'New emergency addresses are validated slowly',
    priority: 'P2',
    posted: { daysAgo: 9, at: '13:50' },
    openedBefore: 28,
    platforms: { 'emergency-calling': 'degraded_performance' },
    steps: [
      {
        after: 0,
        phase: 'identified',
        body: 'Validating a new emergency address takes up to 40 minutes instead of seconds. Addresses that are in place and all emergency calls are not affected. The service that checks addresses against the street directory is overloaded by a large import.',
      },
      {
        after: 95,
        phase: 'monitoring',
        body: 'The import has been slowed down and single addresses go first. They take less than a minute again.',
        platforms: { 'emergency-calling': 'operational' },
      },
      {
        after: 205,
        phase: 'resolved',
        body: 'All waiting addresses are validated. Imports always wait for single addresses from now on.',
      },
    ],
  },
]
