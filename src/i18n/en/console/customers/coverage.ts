import type { Purpose } from '../../../../../server/domain/contact/contact.ts'
import type { Lack } from '../../../../../server/domain/contact/coverage.ts'

/** Customers without a working contact, and the mail that asks for one. */
export const coverage = {
  title: 'Without a working contact',
  lead: 'These customers use our platforms, and what we promised to tell them would reach nobody. Write to them, and enter whom they name.',
  none: 'Every customer has somebody for master cases, maintenance and escalations who can be told.',
  all: 'All organisations',
  more: 'More',
  number: (number: string) => `No. ${number}`,
  purpose: {
    master_case: 'Master cases',
    maintenance: 'Maintenance',
    escalation: 'Escalations (by hand)',
  } satisfies Record<Purpose, string>,
  lack: {
    none: 'nobody is named',
    bounced: 'mail to everybody named comes back',
    suppressed: 'nothing is sent to those named any more',
    unconfirmed: 'nobody has said for a year that it is still right',
  } satisfies Record<Lack, string>,
  gap: (purpose: string, lack: string) => `${purpose}: ${lack}`,
  asked: (who: string, time: string) => `Asked by ${who}, ${time}`,
  askFold: (name: string) => `Ask ${name} to name somebody`,
  to: (addresses: string) => `To ${addresses}`,
  toNobody: 'No address of theirs works: you have to know somebody there, or telephone.',
  open: 'Open in your mail program',
  text: 'The mail',
  sent: 'I have asked them',
  noted: (name: string) => `It is noted that you asked ${name}.`,
  /** The mail itself, as a person of the desk sends it. */
  mail: {
    subject: (name: string) => `${name}: whom may we tell?`,
    body: (fields: { name: string; provider: string; gaps: string; link: string }) => `Good day,

${fields.provider} has promised to tell ${fields.name} when one problem affects several customers (a master case: at once, and at least every hour until it is over), and when maintenance is planned on what you use. These messages go to the main points of contact that you name.

What we have on record:
${fields.gaps}

Please answer this mail and name, for each person: name, title, e-mail, telephone; whether this is the primary contact or a backup; and what for: master cases, maintenance, or your own list for escalations. Until then nobody at ${fields.name} hears of these.

What a main point of contact is: ${fields.link}

Kind regards
${fields.provider}`,
    gap: (purpose: string, lack: string) => `- ${purpose}: ${lack}`,
  },
}
