import '../../../server/lib/temporal.ts'
import { openDatabase } from '../../../db/open.ts'
import { useAddressSecret } from '../../../db/system/audit-key.ts'
import { createChannels } from '../../../server/channels/index.ts'
import { createDispatcher } from '../../../server/dispatch/dispatcher.ts'
import type { DispatchOptions } from '../../../server/dispatch/thread/thread-messages.ts'

/** A dispatcher in a process of its own, to be killed: it starts when it is told how, and how far its clock is ahead. */
process.once('message', ({ ahead, ...options }: DispatchOptions & { ahead: number }) => {
  const clock = () => Date.now() + ahead
  const db = openDatabase(options.location)
  useAddressSecret(db, options.addressSecret)
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const channels = createChannels(options, clock)
  createDispatcher({ db, channels, clock, random: Math.random, log }).start()
  process.send?.('started')
})
