/** What a contact is, and the address it leads to: of a web page, a mailbox or a telephone. */
export function contactLink(contact: string): string {
  if (/^https?:/.test(contact)) return contact
  if (contact.includes('@')) return `mailto:${contact}`
  const [number = '', extension] = contact.split(/ ext\.? ?/)
  return `tel:${number.replace(/[^+\d]/g, '')}${extension ? `;ext=${extension}` : ''}`
}

/** A web address without what everybody knows. */
export function contactText(contact: string): string {
  return contact.replace(/^https?:\/\//, '').replace(/\/$/, '')
}
