/** To an address that left, for whoever else reads there. */
export const left = {
  subject: (site: string) => `No more updates from ${site}`,
  stopped: (site: string, time: string) =>
    `On ${time}, somebody with a link from our mails, or your mail program, stopped all updates from ${site} to this address.`,
  stoppedVia: (channel: string, address: string, site: string, time: string) =>
    `On ${time}, somebody with its link stopped all updates from ${site} by ${channel} to ${address}.`,
  until: 'Until then it got updates about:',
  undo: 'Was that a mistake, or does somebody else here still want them? Open this page and press the button there, and it is as it was:',
  button: 'Get updates again',
  validity: 'The link works once, for seven days.',
  ignore: 'If it was meant, do nothing: this is the last mail.',
  /** Instead, to whom organisations named as their contact. */
  goesOn: (who: string) => `If it was meant, do nothing. You go on getting the notices that ${who} named you for.`,
}

/** A change of address: the question to the new one, and a note to each of both. */
export const moving = {
  ask: {
    subject: (site: string) => `Confirm your new address for ${site}`,
    lead: (site: string, from: string) =>
      `Somebody who gets updates from ${site} at ${from} asked to have them sent to this address instead.`,
    next: 'If that was you, open this page and press the button there:',
    button: 'Send them here',
    rest: 'The link works for 24 hours. If it was not you, do nothing: nothing changes.',
  },
  moved: {
    subject: (site: string) => `Updates from ${site} go to another address`,
    lead: (site: string, to: string, time: string) =>
      `On ${time}, updates from ${site} that came to this address began to go to ${to} instead, as somebody with a link from our mails asked.`,
    next: 'If that was not you, or you want them here as well, subscribe this address again:',
    button: 'Subscribe again',
    rest: 'You do not have to do anything: this is the last mail.',
  },
  arrived: {
    subject: (site: string) => `Updates from ${site} come here now`,
    lead: (site: string, from: string, time: string) =>
      `On ${time}, updates from ${site} that went to ${from} began to come to this address, as was confirmed here.`,
    next: 'With this link you see and change what you follow, or stop it. Links in mails to the other address do nothing here:',
    button: 'Manage your subscription',
    rest: 'Keep it to yourself: whoever has it can do the same.',
  },
}
