import { list, type SeedIncident, text } from './seed.ts'

/** What goes on while the demonstration is looked at: a master case due for its next update, and an end in sight. */
export const OPEN: readonly SeedIncident[] = [
  {
    title: 'Delivery receipts of text messages arrive late',
    priority: 'P2',
    posted: { minutesAgo: 312 },
    openedBefore: 25,
    platforms: { messaging: 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: 'Receipts for text messages show *sent* for up to an hour although the message has long been delivered. The messages themselves are on time. Please do not send them again for lack of a receipt.',
      },
      {
        after: 94,
        phase: 'identified',
        body: 'The receipts of two carriers queue behind a faulty worker on our side, which has been replaced. About 180,000 receipts are being worked off.',
      },
      {
        after: 196,
        body: 'A third of the receipts is still waiting. New ones arrive within five minutes.',
      },
      {
        after: 271,
        phase: 'monitoring',
        body: 'All waiting receipts have been delivered and new ones arrive within seconds. We watch the next busy hour before we close this.',
        platforms: { messaging: 'operational' },
      },
    ],
  },
  {
    title: 'Calls to and from mobile networks failing in western North America',
    priority: 'P1G',
    caseNumber: 'NL-107164',
    posted: { minutesAgo: 110 },
    openedBefore: 8,
    startedBefore: 15,
    platforms: { 'sip-trunking': 'partial_outage', 'teams-operator-connect': 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: text(
          'Calls between our customers and mobile phones fail at times in western North America, in both directions. Calls to landlines, calls within your organisation and **emergency calls** are not affected.',
          'We have opened a master case and are tracing calls with the carriers.',
        ),
      },
      {
        after: 38,
        body: text(
          'Through SIP trunking almost no call to a mobile network connects now; through Operator Connect about one in six fails. We are narrowing it down to one of our two hand-over points in Denver.',
          'If your phone system has a second trunk with another carrier, we recommend using it for mobile numbers for now.',
        ),
        platforms: { 'sip-trunking': 'major_outage' },
      },
      {
        after: 85,
        phase: 'identified',
        body: text(
          'The cause is a failed interface at the hand-over point *Denver East*. It accepts calls and loses them, so that they were not sent another way by themselves.',
          list(
            'The interface has been shut down, and its calls are moving to *Denver West*.',
            'Denver West has room for about half of them at this hour; capacity through Salt Lake City is being added.',
            'A technician with a spare part is on site.',
          ),
          'Calls may need a second or third attempt until then.',
        ),
      },
    ],
  },
]
