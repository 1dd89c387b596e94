import type { Distribution } from './distribution.ts'

/** A metric of ours: what Prometheus is told of it, and the names of its labels. */
interface MetricKind {
  type: 'gauge' | 'counter' | 'histogram'
  /** What it means and in which unit. */
  help: string
  labels?: readonly string[]
}

const LANE = ['channel', 'lane'] as const

/**
 * Every metric of ours but the histogram of requests, by its name without `signalpost_`. Counters begin anew with each
 * process, which Prometheus expects. What is read from the database is the same in every instance of it.
 */
export const METRICS = {
  build_info: {
    type: 'gauge',
    help: 'Always 1; the version of Signalpost and of Node.js that runs.',
    labels: ['version', 'node'],
  },
  messages_total: {
    type: 'counter',
    help: 'Messages settled by this process since it started, by result: sent (taken by the other side) or failed (given up).',
    labels: [...LANE, 'result'],
  },
  messages_waiting: { type: 'gauge', help: 'Messages in the database that are queued or being sent.', labels: LANE },
  messages_oldest_seconds: {
    type: 'gauge',
    help: 'Age in seconds of the oldest message that was neither sent nor given up; 0 where none waits.',
    labels: LANE,
  },
  messages_oldest_due_seconds: {
    type: 'gauge',
    help: 'Seconds for which the next message could have gone out; 0 where none is due, as between two attempts.',
    labels: LANE,
  },
  messages_under_way: { type: 'gauge', help: 'Messages that this process is sending.', labels: LANE },
  messages_retrying: {
    type: 'gauge',
    help: 'Messages that did not get through and are tried again, by kind of failure: smtp and http with a status, timeout, network, quota, account, clock, other.',
    labels: ['channel', 'reason'],
  },
  messages_failures_total: {
    type: 'counter',
    help: 'Attempts of this process that did not get through since it started, tried again or given up, by kind of failure as in messages_retrying.',
    labels: ['channel', 'reason'],
  },
  messages_first_sent_seconds: {
    type: 'histogram',
    help: 'Seconds from what is told until its first message was taken by the other side, as this process sent it; once per event and channel.',
    labels: ['channel'],
  },
  messages_send_seconds: {
    type: 'histogram',
    help: 'Seconds that one request to the other side took, whatever came of it; of some channels a request has a hundred messages.',
    labels: ['channel'],
  },
  dispatcher_lane_held_back: {
    type: 'gauge',
    help: '1 while nothing is sent because the other side fails or asked to wait, else 0.',
    labels: LANE,
  },
  dispatcher_oldest_event_seconds: {
    type: 'gauge',
    help: 'Seconds since the oldest post whose messages are not all queued yet; 0 where there is none.',
  },
  incidents_open: { type: 'gauge', help: 'Incidents that are not resolved, without drills.', labels: ['priority'] },
  promises_open: {
    type: 'gauge',
    help: 'Promises to the public that are still to be kept, those that are due soon or overdue included, without drills. Of first_response there are none: the post that opens an incident is the response.',
    labels: ['kind'],
  },
  promises_due_soon: { type: 'gauge', help: 'Open promises that are due soon, and not overdue.', labels: ['kind'] },
  promises_overdue: { type: 'gauge', help: 'Open promises whose due time has passed.', labels: ['kind'] },
  rungs_told_total: {
    type: 'counter',
    help: 'Messages of the escalation ladder that this process queued since it started, those passed on included.',
  },
  rungs_failed_total: {
    type: 'counter',
    help: 'Messages of the escalation ladder that could not be delivered to somebody, or were not sent for two minutes, as seen by this process since it started.',
  },
  ladder_last_run_age_seconds: {
    type: 'gauge',
    help: 'Seconds since this process last looked, with success, who has to be told of what is owed.',
  },
  subscribers: { type: 'gauge', help: 'Subscribers that are told of what they follow.', labels: ['channel'] },
  publisher_writing: { type: 'gauge', help: '1 in the process that writes the public folder, 0 in one that follows.' },
  publisher_cursor: { type: 'gauge', help: 'Number of the newest event that the public folder shows.' },
  publisher_lag_events: { type: 'gauge', help: 'Events that the public folder does not show yet.' },
  publisher_delay_seconds: {
    type: 'histogram',
    help: 'Seconds from a post until this process served every page that it changes.',
  },
  publisher_waiting_jobs: { type: 'gauge', help: 'Documents and compressed files that are still to be written.' },
  publisher_failing_documents: {
    type: 'gauge',
    help: 'Documents that could not be made or written, and are tried again.',
  },
  publisher_memory_bytes: { type: 'gauge', help: 'Bytes of public files held in memory.' },
  audit_entries: { type: 'gauge', help: 'Entries of the audit trail; never fewer than before.' },
  audit_head_info: {
    type: 'gauge',
    help: 'Always 1; the last entry of the audit trail: its number, and the beginning of its hash.',
    labels: ['entry', 'hash'],
  },
  log_lines_dropped_total: {
    type: 'counter',
    help: 'Log lines that could not be written since this process started.',
  },
} as const satisfies Record<string, MetricKind>

export type MetricName = keyof typeof METRICS

/** One value, and to what it belongs. */
export interface Sample {
  labels: Readonly<Record<string, string>>
  value: number
}

/** What a part of the service has measured. */
export type Measures = Readonly<Partial<Record<MetricName, number | readonly Sample[] | readonly Distribution[]>>>
