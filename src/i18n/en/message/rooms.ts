/** Messages in chat rooms, beside the words of mails. */
export const rooms = {
  /** A test that the owner of the room asked for. */
  test: {
    title: (site: string) => `Test message of ${site}`,
    state: 'This is a test. Nothing has happened.',
    text: 'Whoever connected this room asked for it. News of incidents and planned maintenance will look like this.',
  },
  /** The link below a message. */
  platform: 'See the platform page',
  site: 'See the status page',
}
