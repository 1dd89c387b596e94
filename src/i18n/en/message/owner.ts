/** Mails to whoever answers for a webhook or a chat room. */
export const owner = {
  subject: {
    connected: (channel: string, site: string) => `${channel} connected to ${site}`,
    failing: (channel: string, site: string) => `${channel}: messages of ${site} do not get through`,
    off: (channel: string, site: string) => `${channel}: ${site} sends nothing there any more`,
  },
  lead: {
    connected: (channel: string, address: string) => `What you follow is sent from now on by ${channel} to ${address}.`,
    failing: (channel: string, address: string) =>
      `Messages by ${channel} to ${address} have not got through for a while. We go on trying.`,
    off: (channel: string, address: string) =>
      `Messages by ${channel} to ${address} did not get through for so long, or were refused for good, that we have stopped.`,
  },
  next: {
    connected:
      'With this link you change what is sent, send a test, or stop it. Keep it: whoever has it can do the same.',
    failing: 'Look at what the other side answered, and send a test when it is mended:',
    off: 'To be told there again, mend the other side and subscribe it anew:',
  },
  button: {
    connected: 'Manage it',
    failing: 'See the last attempts',
    off: 'Subscribe again',
  },
  since: (time: string) => `Since ${time}.`,
  why: (reason: string) => `The last answer: ${reason}`,
  because: (site: string) =>
    `You get this mail because your address was named as the owner’s at ${site} and confirmed it.`,
}
