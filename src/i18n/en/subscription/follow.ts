/** The ways to follow, wherever they are offered. The push texts are shown by the page's script. */
export const follow = {
  incident: 'Follow this incident',
  platform: 'Follow this platform',
  maintenance: 'Follow maintenance',
  maintenanceHint: 'Hear of planned work on these platforms, with the notices that are promised for each.',
  maintenanceAllHint: 'Hear of all planned work, with the notices that are promised for each.',
  /** What will come, before anybody subscribes. */
  comes:
    'Each update until this incident is over, and the report on its cause if there is one. Then it ends by itself.',
  comesNext: (time: string) =>
    `Each update, the next by ${time}, until this incident is over, and the report on its cause if there is one. Then it ends by itself.`,
  others: 'Other ways: feed, Teams, Slack, Webex, webhook',
  /** Also of a case that was closed without an answer, or as a duplicate: its problem may go on. */
  closedHint: 'This case is closed. To hear of the next one, follow a platform or everything.',
  platformHint: 'Hear of every incident and of planned work on it.',
  email: 'E-mail',
  address: 'E-mail address',
  /** Spoken for the field that people leave empty and robots fill in. */
  honeypot: 'Leave this field empty',
  submit: 'Subscribe by e-mail',
  emailHint: 'You will get one message to confirm the address first.',
  /** After the answer to the form came in its place, and where none came. */
  another: 'Correct this, or follow another way',
  unsent: 'That could not be sent. Look at your connection and try again.',
  push: 'Browser notifications',
  pushHint: 'A short notification on this device for each update. No address needed.',
  pushButton: 'Notify me in this browser',
  pushNeedsScript: 'Notifications need JavaScript and a browser that supports them.',
  /** On iPhone and iPad, in the browser. */
  pushIos: 'On iPhone and iPad, notifications come to this page once it is on the Home Screen.',
  pushIosHow: 'To be notified on this device, put the page on its Home Screen:',
  pushIosSteps: [
    'Tap Share, the square with an arrow in the browser’s bar.',
    'Choose “Add to Home Screen”, then “Add”.',
    'Open the page from the Home Screen, and choose there what to follow.',
  ],
  pushInsecure:
    'Browsers show notifications only for pages that are opened at an https address. Please open this page at its own address, and choose them there.',
  pushUnsupported: 'This browser cannot show notifications. E-mail and feeds work everywhere.',
  pushDenied: 'Notifications are blocked for this site in your browser’s settings. E-mail and feeds work as well.',
  pushNothing: 'Choose at least one thing to follow first.',
  pushAsking: 'Your browser asks whether it may show notifications.',
  pushUnanswered:
    'No answer yet. Look for your browser’s question, often a small bell beside the address, or press the button again.',
  pushBusy: 'One moment…',
  pushSilent: 'Your browser or its push service does not answer. Try again later, or use e-mail.',
  pushOffline: 'There is no connection at the moment. Try again when you are online.',
  pushFailed: 'That did not work. Please try again in a moment, or use e-mail.',
  pushInstead: 'Use e-mail instead',
  pushDone: 'This browser will notify you. To change that or stop it, come back here at any time:',
  pushManage: 'Change or stop',
  /** Of a browser that was notified before. */
  pushLost: 'This browser is not notified at the moment. Each visit tries to renew that.',
  pushGone: 'This browser is not notified any more: what it followed is not known here.',
  pushAgain: 'Choose anew what to follow',
  feeds: 'Feeds',
  feedsHint: 'For feed readers and chat rooms. No sign-up, nobody knows that you read.',
  all: 'All ways to get updates',
}
