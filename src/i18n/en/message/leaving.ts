/** To an address that left, for whoever else reads there. */
export const left = {
  subject: (site: string) => `No more updates from ${site}`,
  stopped: (site: string, time: string) =>
    `${time}, somebody with a link from our mails, or your mail program, stopped all updates from ${site} to this address.`,
  stoppedVia: (channel: string, address: string, site: string, time: string) =>
    `${time}, somebody with its link stopped all updates from ${site} by ${channel} to ${address}.`,
  until: 'Until then it got updates about:',
  undo: 'Was that a mistake, or does somebody else here still want them? Open this page and press the button there, and it is as it was:',
  button: 'Get updates again',
  validity: 'The link works once, for seven days.',
  ignore: 'If it was meant, do nothing: this is the last mail.',
}
