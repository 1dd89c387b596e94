import { list, type SeedIncident, text } from './seed.ts'

export const TEAMS: readonly SeedIncident[] = [
  {
    title: 'Inbound calls to Teams failing for Operator Connect and Direct Routing',
    priority: 'P1G',
    caseNumber: 'NL-104417',
    posted: { daysAgo: 81, at: '06:17' },
    openedBefore: 9,
    startedBefore: 23,
    platforms: { 'teams-operator-connect': 'major_outage', 'teams-direct-routing': 'major_outage' },
    steps: [
      {
        after: 0,
        body: text(
          'Calls from the public network to Teams users are failing; callers hear a fast busy tone. Calls **from** Teams and calls between Teams users work.',
          'We have opened a master case and are comparing the call traces of the affected regions. Until this is solved, forwarding set in the Teams admin center to a mobile number still works.',
        ),
      },
      {
        after: 41,
        phase: 'identified',
        body: text(
          'The encrypted connection between our session border controllers and Microsoft is refused: an intermediate certificate in our chain expired this morning. The certificates of the controllers themselves are valid.',
          'We are installing the renewed chain, one data centre after the other:',
          list('Denver: in progress', 'Chicago and Dallas: next', 'Zürich and Kraków: after that'),
        ),
      },
      {
        after: 88,
        body: 'Denver and Chicago carry inbound calls again, about two thirds of all traffic. Dallas follows within minutes. Calls to European numbers still fail; Zürich and Kraków are being changed now.',
        platforms: { 'teams-operator-connect': 'partial_outage', 'teams-direct-routing': 'partial_outage' },
      },
      {
        after: 139,
        phase: 'monitoring',
        body: 'All five data centres have the new chain and inbound calls connect everywhere. A few calls may still be rejected while Microsoft’s side re-opens its connections. We keep watching success rates by region.',
        platforms: { 'teams-operator-connect': 'degraded_performance', 'teams-direct-routing': 'operational' },
      },
      {
        after: 184,
        phase: 'resolved',
        body: text(
          'Inbound calls have been at their normal success rate for 45 minutes in every region.',
          '**What happened:** our monitoring watched the expiry of each controller’s own certificate, not of the intermediate one above it. **What we change:** the whole chain is now watched, with alarms 60, 30 and 7 days ahead, and renewals are rehearsed on the test tenant first.',
        ),
      },
      {
        after: 6_240,
        report: text(
          'The intermediate certificate of our session border controllers expired at 05:58. Microsoft refuses connections that are secured with it, so inbound calls to Teams failed until the new chain was in place in each data centre.',
          'The first alarm came from failing calls and not from the certificate: only each controller’s own certificate was watched. Since then the whole chain is watched, with alarms 60, 30 and 7 days ahead, and the next renewal has been rehearsed on the test tenant.',
        ),
      },
    ],
  },
  {
    title: 'New numbers cannot be assigned to users in GCC High',
    priority: 'P2',
    posted: { daysAgo: 51, at: '08:10' },
    openedBefore: 18,
    vendor: 'Microsoft',
    platforms: { 'teams-gcc-high': 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: 'Assigning a number to a user in a GCC High tenant ends with the message *“Telephone number is not valid for this user”*. Numbers that are already assigned work, and so do all calls.',
      },
      {
        after: 96,
        phase: 'identified',
        body: 'The assignment fails in Microsoft’s directory after a change there last night; commercial tenants are not affected. We have handed our traces to Microsoft under a severity B request.',
        nextUpdateIn: 240,
        reason: 'Microsoft reports its findings every four hours.',
      },
      {
        after: 330,
        body: 'Microsoft has confirmed the fault and is rolling its change back. If a number is urgent, open a case: we can assign it from our side by PowerShell, which takes us about ten minutes per user.',
        nextUpdateIn: 240,
        reason: 'Microsoft reports its findings every four hours.',
      },
      {
        after: 508,
        phase: 'monitoring',
        body: 'The roll-back has reached all GCC High tenants that we can test with. Assignments made in the admin center work again, normally within five minutes.',
        platforms: { 'teams-gcc-high': 'operational' },
      },
      {
        after: 601,
        phase: 'resolved',
        body: 'Assignments have worked without a failure since the last update. Thank you for your patience.',
      },
    ],
  },
  {
    title: 'Calls through the Tokyo (東京) data centre drop after 15 minutes',
    priority: 'P2',
    posted: { daysAgo: 21, at: '16:27' },
    openedBefore: 26,
    startedBefore: 160,
    platforms: { 'teams-direct-routing': 'partial_outage' },
    steps: [
      {
        after: 0,
        body: 'Direct Routing calls that run through our data centre in Tokyo (東京) are cut off after exactly 15 minutes. Shorter calls are fine, and calls through Singapore and Sydney are not affected.',
      },
      {
        after: 74,
        phase: 'identified',
        body: text(
          'The session border controllers in Tokyo received new firmware during the night. It answers the periodic *session refresh* with the wrong media address, and the far end hangs up.',
          'We are taking one of the pair out of service to return it to the previous version; calls in progress there are left to end by themselves.',
        ),
      },
      {
        after: 171,
        phase: 'monitoring',
        body: 'The first controller runs the previous firmware and carries all new calls; test calls have passed 40 minutes. The second one follows in the midday break, Tokyo time, without interruption.',
        platforms: { 'teams-direct-routing': 'degraded_performance' },
      },
      {
        after: 268,
        body: 'Both controllers run the previous firmware. We leave this open until the first busy hour of the afternoon in Japan has passed.',
        platforms: { 'teams-direct-routing': 'operational' },
        nextUpdateIn: 110,
      },
      {
        after: 366,
        phase: 'resolved',
        body: 'No call was cut off during the busy hour. The firmware stays blocked in every data centre until its maker has delivered a corrected version and a two-hour call has passed on it in our laboratory.',
      },
    ],
  },
  {
    title: 'Caller names missing on inbound calls to Operator Connect',
    priority: 'P2',
    posted: { daysAgo: 3, at: '10:18' },
    openedBefore: 22,
    platforms: { 'teams-operator-connect': 'degraded_performance' },
    steps: [
      {
        after: 0,
        phase: 'identified',
        body: 'Inbound calls in North America show the caller’s number without the name. The calls themselves are not affected. The name service we query has answered slowly since this morning, and calls are put through without waiting for it.',
      },
      {
        after: 84,
        phase: 'monitoring',
        body: 'Queries now go to the second name service, and names appear again. We watch its answer times through the afternoon peak before we close this.',
        platforms: { 'teams-operator-connect': 'operational' },
      },
      {
        after: 193,
        phase: 'resolved',
        body: 'Names have been shown on all test calls since the change. The first service is back as the spare.',
      },
    ],
  },
]
