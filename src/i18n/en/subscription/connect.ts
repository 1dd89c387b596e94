/** On the page to subscribe: rooms of chats, and webhooks, whose owner is asked by mail. By the channels' names. */
export const connect = {
  title: 'Chat room or webhook',
  summary: 'Teams, Slack, Webex or a webhook',
  hint: 'For a whole team. You get a message by e-mail first, and nothing is sent there until you confirm.',
  where: 'Where to',
  address: 'Webhook URL',
  addressHint:
    'Starts with https://. Whoever has it can post there, so we keep it encrypted, and never show it again once it is accepted.',
  owner: 'Owner’s e-mail',
  ownerHint: 'Yours: you confirm the URL, and hear when messages do not get through.',
  submit: 'Connect it',
  how: 'Where to find the address',
  ways: {
    teams: {
      title: 'Microsoft Teams',
      how: 'In the menu of the channel choose Workflows, then “Post to a channel when a webhook request is received”, let “Anyone” trigger it, and copy the whole address, which contains “sig=”. Such a flow belongs to a person and stops when their account is closed.',
    },
    slack: {
      title: 'Slack',
      how: 'Add the app “Incoming Webhooks”, choose the channel, and copy the webhook URL.',
    },
    webex: {
      title: 'Webex',
      how: 'In the App Hub connect “Incoming Webhooks” to the space, and copy the webhook URL.',
    },
    webhook: {
      title: 'Webhook',
      how: 'An address of your own program, on port 443 or 8443. Messages are signed (Standard Webhooks).',
    },
  },
}
