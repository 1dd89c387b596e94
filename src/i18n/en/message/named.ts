/** To whom organisations named as their contacts: why they get a mail, and what stays when they unsubscribe. */
export const named = {
  /** After the names of some organisations. */
  more: (count: number) => (count === 1 ? 'one more organisation' : `${count} more organisations`),
  because: {
    master_case: (who: string) => `You get this because ${who} named you for master cases.`,
    maintenance: (who: string) => `You get this because ${who} named you for maintenance.`,
  },
  /** After the reason for which they get it as well. */
  besides: {
    master_case: (who: string) => `Besides, ${who} named you for master cases.`,
    maintenance: (who: string) => `Besides, ${who} named you for maintenance.`,
  },
  backup: 'You are a backup contact: you are told together with the primary contacts.',
  /** Below the mail that a master case is none any more. */
  ends: 'It is no master case any more: this is the last mail about it that you get as a main point of contact. How it goes on is on the page, where you can follow it.',
  stays: 'If you unsubscribe, that ends your own subscription, and not these notices.',
  entry: 'Check or correct your entry',
  entryOf: (organisation: string) => `Check or correct your entry for ${organisation}`,
  /** On the pages of a subscription. */
  goesOn: (who: string) =>
    `You go on getting the notices that ${who} named you for; unsubscribing ends your own subscription alone.`,
}
