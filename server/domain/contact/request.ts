import type { ContactFields } from './contact.ts'

/** What whoever has the link to an entry may ask to be changed: not the address, which the link belongs to. */
export type AskedFields = Partial<Omit<ContactFields, 'email'>>

export type AskedField = keyof AskedFields

/** What a contact asks the desk to put right. */
export interface RequestedChange {
  fields: AskedFields
  /** In words: "I have left; please name …". */
  message: string | null
}

/** The fields that are to become others. */
export function differing(asked: AskedFields, now: ContactFields): AskedFields {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
  const entries = Object.entries(asked) as [keyof AskedFields, unknown][]
  return Object.fromEntries(entries.filter(([name, value]) => value !== undefined && !same(value, now[name])))
}
