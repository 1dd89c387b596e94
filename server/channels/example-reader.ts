import type { Receiver } from './channel.ts'

/** Whom previews are written for: English, the provider's zone. No subscriber has this id, so its links lead nowhere. */
export const EXAMPLE_READER: Receiver = {
  id: 'preview',
  address: 'reader@example.com',
  keys: null,
  locale: 'en',
  timeZone: null,
  linkGeneration: 0,
}
