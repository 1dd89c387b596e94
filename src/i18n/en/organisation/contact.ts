import type { Purpose } from '../../../../server/domain/contact/contact.ts'

/** Where whom a customer named sees its own entry. */
export const contact = {
  title: 'Your entry',
  lead: (address: string, site: string) => `This is what ${site} has on record for ${address}.`,
  told: 'You are told because your organisation named you. Only our desk sees this entry; nothing of it is published.',
  namedBy: (organisation: string) => `Named by ${organisation}`,
  name: 'Name',
  jobTitle: 'What you do there',
  phone: 'Telephone',
  locale: 'Language of messages',
  zone: 'Time zone of messages',
  providersTime: (zone: string) => `That of the provider (${zone})`,
  rank: 'Order',
  rankWords: { primary: 'Primary', backup: 'Backup: told together with the primary' },
  purposes: 'Named for',
  purpose: {
    master_case: 'Master cases: every update at once, around the clock',
    maintenance: 'Maintenance: each notice, as promised',
    escalation: 'Your organisation’s own escalation list: called by hand',
  } satisfies Record<Purpose, string>,
  nothing: 'Nothing: no notices are sent to you',
  none: 'Not on record',
  confirmed: (time: string) => `Last confirmed ${time}`,
  asked: (time: string) => `You asked for a change ${time}. Our desk will decide it.`,
  waits: 'What you asked for waits for our desk. Once it is decided, you can say here that your entry is right.',
  right: 'Yes, this is right',
  wrong: 'Something is wrong',
  wrongHint:
    'Change what is wrong, or say it in words. Our desk looks at it before anything changes. To have another e-mail address put on record, name it here.',
  message: 'What else we should know',
  messageHint: 'For example: “I have left; please name Sam Lee, sam@example.com.”',
  send: 'Ask for this change',
  doneConfirmed: 'Thank you. Your entry is confirmed.',
  doneAsked: 'Thank you. Our desk has what you asked for, and decides it. Nothing has changed until then.',
  /** What is wrong with a field of the form. */
  fault: {
    name: 'Enter a name of at most 120 characters.',
    title: 'Enter what this person does in at most 120 characters.',
    phone: 'Enter a telephone number such as +1 303 555 0100.',
    timeZone: 'Choose a time zone such as America/Denver.',
    message: 'Say it in at most 1,000 characters.',
    choice: 'Choose one of what is offered.',
  },
  nothingAsked: 'Change something, or say what is wrong.',
  tooOften: 'You asked for many changes today. The last one is kept; please write to us, or try again tomorrow.',
  endedTitle: 'This link has ended',
  ended:
    'The entry that it belonged to has another address now, or is no longer on record. If you still get notices, use the link in the newest one.',
  unknownTitle: 'This link does not work',
  unknown: 'It is not complete, or it is none of ours: mail programs sometimes cut a long link in two.',
}
