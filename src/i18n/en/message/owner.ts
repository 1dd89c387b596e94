/** Mails to whoever answers for a webhook or a chat room. */
export const owner = {
  subject: {
    connected: (where: string, site: string) => `${where} connected to ${site}`,
    failing: (where: string, site: string) => `${where}: messages of ${site} do not get through`,
    off: (where: string, site: string) => `${where}: ${site} sends nothing there any more`,
  },
  where: (channel: string, address: string) => `${channel} (${address})`,
  lead: {
    connected: (where: string) => `What you follow is sent from now on to ${where}.`,
    failing: (where: string) => `Messages to ${where} have not got through for a while. We go on trying.`,
    off: (where: string) =>
      `Messages to ${where} did not get through for so long, or were refused for good, that we have stopped.`,
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
  because: (where: string, site: string) =>
    `You get this mail because you confirmed that updates of ${site} may go to ${where}, as whose owner you were named.`,
}
