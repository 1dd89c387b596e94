/** What became of the messages of one event by one channel. */
export interface DeliveryCounts {
  queued: number
  sending: number
  sent: number
  /** Of those that were sent: what the other side has said since. */
  delivered: number
  returned: number
  failed: number
  superseded: number
  /** From the event to the sending, in milliseconds, to whole seconds; null while none is sent, or all were held until a later hour. */
  median: number | null
  slowest: number | null
}
