import type { Slug } from './platforms.ts'
import { list, type SeedMaintenance, text } from './seed.ts'

/** What the support plan's programmes are about at Northline. */
export const PROGRAMMES: Readonly<Record<string, readonly Slug[]>> = {
  monthly: ['teams-direct-routing', 'cisco-ucm', 'contact-centre', 'sip-trunking', 'messaging', 'fax'],
  'skype-certificate': ['skype-for-business'],
  'connect-release': ['connect-portal', 'support-portal'],
}

const HOUR = 60
const DAY = 24 * HOUR

/** What was particular about windows; the rest goes as its programme says. */
export const MAINTENANCES: readonly SeedMaintenance[] = [
  {
    window: { programme: 'monthly', place: -3 },
    steps: [
      {
        when: { after: -9 * DAY },
        details: text(
          'Security updates for the operating systems of all session border controllers and for the call managers.',
          list(
            '**Direct Routing and SIP trunking:** controllers restart one after the other. Calls that are up on one are cut; new calls take the other.',
            '**Hosted UCM:** phones re-register once, which takes up to three minutes.',
            '**Contact centre, messaging, fax:** no interruption expected.',
          ),
        ),
        reason: 'The vendor’s updates of this month close two holes that can be reached from the network.',
      },
      {
        when: { after: 4 * HOUR + 40 },
        state: 'verifying',
        say: 'All updates are installed. We are placing test calls on every route.',
      },
      {
        when: { after: 5 * HOUR + 10 },
        state: 'completed',
        say: 'All test calls passed. Thank you for your patience.',
      },
    ],
  },
  {
    window: { programme: 'monthly', place: -2 },
    steps: [
      {
        when: { after: -10 * DAY },
        details: text(
          'The database behind the contact centre moves to new storage, and the usual updates are installed elsewhere.',
          list(
            '**Contact centre:** queues play the out-of-hours greeting for about 40 minutes from 23:00. Emergency destinations keep working.',
            '**All others:** interruptions of a minute or two.',
          ),
        ),
        reason: 'The old storage is slow at month’s end, when everybody asks for reports, and is no longer sold.',
      },
      {
        when: { after: 5 * HOUR + 25 },
        endsAfter: 7 * HOUR,
        note: 'Copying the call recordings takes longer than it did in rehearsal. Queues are answered again; **recordings of the last year cannot be played** until we are done.',
      },
      {
        when: { after: 6 * HOUR + 35 },
        state: 'completed',
        say: 'The last recordings are copied and can be played. Everything runs on the new storage.',
      },
    ],
  },
  {
    window: { programme: 'monthly', place: -1 },
    steps: [
      {
        when: { after: -11 * DAY },
        details: text(
          'A new release of the messaging platform, and updates of the call managers.',
          list(
            '**SMS and MMS:** messages sent to us between 22:30 and 23:30 are delivered after 23:30. None is lost.',
            '**Hosted UCM:** phones re-register once.',
            '**All others:** no interruption expected.',
          ),
        ),
        reason: 'The release brings delivery receipts by carrier, which many of you have asked for.',
      },
      {
        when: { after: 75 },
        say: 'The messaging platform is back on its new release, and the messages that waited are being delivered.',
      },
      {
        when: { after: 3 * HOUR + 50 },
        state: 'verifying',
        say: 'All work is done. We are watching registrations until the early sites open.',
      },
      {
        when: { after: 5 * HOUR + 30 },
        state: 'completed',
        say: 'All phones are registered and messages are on time.',
      },
      {
        when: { after: 14 * HOUR },
        say: text(
          'What is new since last night:',
          list(
            'Delivery receipts name the carrier that reported them.',
            'Picture messages may be up to 1 MB, where the recipient’s carrier allows it.',
            'Voicemail greetings on Hosted UCM can be up to three minutes long.',
          ),
        ),
      },
    ],
  },
  {
    window: { programme: 'monthly', place: 1 },
    steps: [
      {
        when: { daysAgo: 3 },
        details: text(
          'New certificates on all session border controllers, and the usual updates.',
          list(
            '**Direct Routing and SIP trunking:** controllers restart one after the other between 22:00 and 01:00. Please check that your own equipment trusts the new issuer; the knowledge base says how.',
            '**Fax:** pages sent during the window arrive after it.',
            '**All others:** interruptions of a minute or two.',
          ),
        ),
        reason: 'The issuer of the present certificates is leaving the trust lists of phones and tenants in spring.',
      },
      {
        when: { daysAgo: 2 },
        state: 'announced',
        say: 'We tell you of this one earlier than usual, since you may have to prepare for it.',
      },
    ],
  },
  {
    window: { programme: 'connect-release', place: -2 },
    steps: [
      {
        when: { after: -6 * HOUR },
        cancel: 'The release did not pass its last test. What it brings comes with the next one.',
      },
    ],
  },
  {
    window: { programme: 'connect-release', place: -1 },
    steps: [
      {
        when: { after: -3 * DAY },
        details: text(
          'Two releases at once:',
          list('Number ports show each step and who is to act.', 'Reports can be sent by e-mail every Monday.'),
        ),
      },
    ],
  },
  {
    window: {
      title: 'Replacing a failing power unit in Zürich',
      description:
        'One of the two power units of the Zürich gateway is replaced. Its trunks run on Frankfurt meanwhile; calls that are up when they move over are cut once.',
      reason: 'The unit reports failing fans and might not last until the monthly window.',
      platforms: ['sip-trunking', 'teams-direct-routing'],
      shortNotice: {
        class: 'urgent',
        reason: 'The spare part arrived today, and the fans are getting worse by the hour.',
      },
      ...{ daysAgo: 29, at: '23:10', lasts: 80 },
      scheduled: { after: -11 * HOUR },
    },
    steps: [
      { when: { after: 62 }, state: 'completed', say: 'The unit is replaced and the trunks are back on Zürich.' },
    ],
  },
  {
    window: {
      title: 'Emergency restart of the fax gateways',
      description:
        'All fax gateways are restarted with a corrected setting. Faxes that are under way are sent again by themselves.',
      reason: 'Since the evening one fax in five came through with pages missing, and more each hour.',
      platforms: ['fax'],
      shortNotice: {
        class: 'emergency',
        reason: 'Waiting would have meant more incomplete faxes, among them prescriptions.',
      },
      ...{ daysAgo: 12, at: '23:20', lasts: 25 },
      scheduled: { after: 45 },
    },
    steps: [],
  },
  {
    window: {
      title: 'Moving Zoom Phone’s carriers to new interconnects',
      description: text(
        'Calls between Zoom Phone and the public network move to new interconnects, carrier by carrier.',
        'Calls that are up are not cut. For a few seconds at each step a new call may need a second attempt.',
      ),
      reason: 'The present interconnects are full at peak hours since autumn.',
      platforms: ['zoom-phone'],
      ...{ daysAgo: -9, at: '23:15', lasts: 90 },
      scheduled: { daysAgo: 6 },
    },
    steps: [
      {
        when: { daysAgo: 4 },
        moveDays: 2,
        note: 'One of the carriers has asked for two more days to prepare its side.',
      },
    ],
  },
]
