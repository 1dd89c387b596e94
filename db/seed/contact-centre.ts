import { list, type SeedIncident, text } from './seed.ts'

export const CONTACT_CENTRE: readonly SeedIncident[] = [
  {
    title: 'Contact centre wallboards show old figures',
    priority: 'P3',
    posted: { daysAgo: 47, at: '09:36' },
    openedBefore: 95,
    platforms: { 'contact-centre': 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: 'Wallboards and the supervisor view lag up to 20 minutes behind for teams served from Kraków and Gdańsk. Calls reach agents as usual, and reports for finished days are right.',
      },
      {
        after: 145,
        phase: 'identified',
        body: 'One of the three stream processors in Kraków is stuck on a malformed event and holds up everything behind it. We are rebuilding its state, which takes some hours because the figures of today must be right afterwards.',
      },
      {
        after: 390,
        phase: 'monitoring',
        body: 'The rebuild is done and all views are current again. Figures of today are complete.',
        platforms: { 'contact-centre': 'operational' },
      },
      {
        after: 1320,
        phase: 'resolved',
        body: 'All views stayed current through the night and the morning peak. A malformed event is now put aside instead of retried.',
      },
    ],
  },
  {
    title: 'Contact centre agents signed out; queues not answering',
    priority: 'P1',
    caseNumber: 'NL-106511',
    posted: { daysAgo: 13, at: '07:33' },
    openedBefore: 10,
    startedBefore: 13,
    platforms: { 'contact-centre': 'partial_outage' },
    steps: [
      {
        after: 0,
        body: 'Agents are being signed out of the agent desktop and cannot sign in again. Callers hear the greeting and then wait, as no agent is available to the queue.',
      },
      { after: 18, designate: { reason: 'Eleven organisations have called in within 15 minutes; one common cause.' } },
      {
        after: 22,
        body: text(
          'Several organisations report the same, so we treat this as a master case and write here at least every hour.',
          'What you can do now:',
          list(
            'Agents who are still signed in: *do not sign out*.',
            'Supervisors can switch queues to their emergency destination in the Connect portal.',
            'Calls to Teams users who are not agents are normal, with occasional delay.',
          ),
        ),
        platforms: { 'contact-centre': 'major_outage', 'teams-operator-connect': 'degraded_performance' },
      },
      {
        after: 64,
        phase: 'identified',
        body: 'The service that keeps agents’ sessions ran out of memory after a new report was scheduled by all customers for the same minute. We have switched the report off and are bringing the session service back in two steps, so that it is not overrun.',
      },
      {
        after: 101,
        body: 'Agents in North America can sign in again. European agents follow in about 20 minutes. Queues that were switched to their emergency destination stay there until you switch them back.',
        platforms: { 'contact-centre': 'partial_outage', 'teams-operator-connect': 'operational' },
      },
      {
        after: 107,
        correct: {
          body: 'Agents in North America can sign in again. Agents in Europe and Asia follow in about 20 minutes. Queues that were switched to their emergency destination stay there until you switch them back.',
        },
      },
      {
        after: 148,
        phase: 'monitoring',
        body: 'Agents can sign in everywhere, and waiting times in the queues are falling. The scheduled report stays off for now.',
        platforms: { 'contact-centre': 'degraded_performance' },
      },
      {
        after: 203,
        phase: 'resolved',
        body: text(
          'All queues are answered as usual; the master case is closed.',
          '**What happened:** one report, scheduled by default for the same minute in every organisation, took the memory of a service it had nothing to do with. **What we change:** reports run apart from sign-in, start spread over an hour, and the session service has its own reserve.',
        ),
      },
      {
        after: 5_880,
        report: text(
          'A new report was scheduled by default for 07:20 in every organisation. It ran beside the service that keeps agents’ sessions, took its memory, and that service ended the sessions it could no longer keep.',
          'Reports run apart from sign-in since the day after, their start is spread over an hour, and new defaults are tried with the load of all organisations at once.',
        ),
      },
    ],
  },
]
