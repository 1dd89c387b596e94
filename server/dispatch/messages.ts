import type { Location } from '../../db/open.ts'
import type { ChannelConfig } from '../channels/index.ts'
import type { DispatcherStatus } from './dispatcher.ts'

/** What the dispatcher's thread is given: plain values, for they cross over to it. */
export interface DispatchOptions extends ChannelConfig {
  location: Exclude<Location, { handle: unknown }>
}

/** To the thread. */
export type Order = 'nudge' | 'stop'

/** From the thread: how it is, twice a second, and what an operator should know. */
export type Message =
  | { type: 'status'; status: DispatcherStatus }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; fields: object; text: string }
