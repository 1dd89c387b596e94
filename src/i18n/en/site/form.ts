/** Of every form that could not be accepted: what is wrong, and what to do. Names the field, never who filled it in. */
export const form = {
  /** The page's title, so that it is heard first. */
  errorTitle: (title: string) => `Error: ${title}`,
  heading: 'There is a problem',
  /** What is wrong with a field that is called so. */
  at: (label: string, says: string) => `${label}: ${says}`,
  fault: {
    missing: 'Enter your e-mail address.',
    address: 'This e-mail address cannot be right. Enter one such as anna@example.org.',
    room: 'Enter the address that messages can be posted to. For e-mail alone, empty the fields of the chat room.',
    owner: 'Enter your e-mail address, such as anna@example.org, to confirm it.',
    nothing: 'Choose at least one thing to follow.',
    nothingLeft: 'Choose at least one thing to follow. To hear nothing more at all, use “Stop everything” below.',
    gone: 'Something that was chosen is no longer there to be followed. Look at the choices and send them again.',
    kinds: 'Choose what to hear of: incidents, planned maintenance, or both.',
    timeZone: 'Choose a time zone from the list.',
    quiet: 'Say from when and until when it is quiet, at two different times, or leave both empty.',
    until: 'Choose until when to put it off from the list. Its times may have passed by now.',
    reason: 'Say why it has to wait.',
    reasonLong: 'Say it in 500 characters at most.',
    noteLong: 'A note is one line of 500 characters at most.',
    nothingBefore:
      'No further step of the ladder comes before then, so putting it off would silence nothing. Nothing was changed.',
    due: 'It is due now, so it cannot be put off. Nothing was changed.',
    putOff: 'It was put off already, and that is done once. Nothing was changed.',
    stillWaiting: 'This message is still waiting to be sent. Nothing was changed.',
    tooOld: 'This message cannot be sent again any more. Nothing was changed.',
    tooManySecrets:
      'Five signing secrets are valid already. Make another one once the oldest has been replaced for 24 hours.',
    action: 'It did not arrive what is to be done. Press one of the buttons again. Nothing was changed.',
  },
  foreign: (own: string) =>
    `This form was sent from another site, so nothing was done. If you want updates, please use the form at ${own}.`,
  /** The page was opened at an address that is not its own; its operator has to mend that, or the reader goes there. */
  elsewhere: (used: string, own: string) =>
    `This form was sent from ${used}, but it belongs at ${own}, so nothing was done. There is nothing wrong with what you entered: please send the form there. If that address does not open, this page is set up wrongly; tell whoever runs it.`,
  /** `wait` as `time.seconds` or `time.minutes` say it. */
  limited: (wait: string) =>
    `There have been too many requests from here. Nothing was changed; please try again in ${wait}.`,
}
