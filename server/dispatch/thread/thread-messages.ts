import type { Location } from '../../../db/open.ts'
import type { ChannelConfig } from '../../channels/index.ts'
import type { DispatcherStatus } from '../dispatcher.ts'
import type { QueueReport } from './queue-watch.ts'

/** What the dispatcher's thread is given: plain values, since they are copied to it. */
export interface DispatchOptions extends ChannelConfig {
  location: Exclude<Location, { handle: unknown }>
}

/** To the thread. */
export type ThreadCommand = 'nudge' | 'stop'

/** From the thread: its status, twice a second, and its log. */
export type ThreadReport =
  | { type: 'status'; status: DispatcherStatus; queue: QueueReport }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; fields: object; text: string }
