import { type ContactFields, PURPOSES } from '../../../domain/contact/contact.ts'
import { changesOf } from '../../audit-detail.ts'
import type { ListedContact, ListedOrganisation, OrganisationSaid } from './plan.ts'

type Changes = Record<string, { from: unknown; to: unknown }>

/** What a list says otherwise of an organisation, each with both values; null: nothing. Of a new one all. */
export function changedOrganisation({ before, after }: Pick<ListedOrganisation, 'before' | 'after'>): Changes | null {
  return changesOf(asTexts(before), asTexts(after))
}

function asTexts(said: OrganisationSaid | null): Record<string, string | null> {
  if (!said) return {}
  return { ...said, platforms: said.platforms.toSorted().join(' ') }
}

/** What a list says otherwise of a contact, each with both values. */
export function changedFields(before: ContactFields, after: ContactFields): Changes {
  const texts = (fields: ContactFields): Record<string, string | null> => ({
    ...fields,
    purposes: PURPOSES.filter((purpose) => fields.purposes.includes(purpose)).join(' '),
  })
  return changesOf(texts(before), texts(after)) ?? {}
}

/** Is the contact new, or said otherwise? */
export function isChanged({ before, after }: Pick<ListedContact, 'before' | 'after'>): boolean {
  return before === null || Object.keys(changedFields(before, after)).length > 0
}
