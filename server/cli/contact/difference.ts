import { changedFields, changedOrganisation, isChanged } from '../../actions/contact/import/difference.ts'
import type { ImportPlan, ListedContact, ListedOrganisation, ListedRow } from '../../actions/contact/import/plan.ts'
import type { LineNote } from './list-file.ts'

/** What a list changes, line by line of the file, with what else is to be said of lines; then who leaves, and how many there were of each. */
export function differenceLines(plan: ImportPlan, rows: readonly ListedRow[], notes: readonly LineNote[]): string[] {
  const at = (row: number, words: string): LineNote => ({ line: rows[row]?.line ?? 0, words })
  const changes = [
    ...plan.organisations.flatMap((one) => ofOrganisation(one).map((words) => at(one.row, words))),
    ...plan.contacts.flatMap((one) => ofContact(one).map((words) => at(one.row, words))),
    ...plan.skipped.map(({ row, organisation, email, at: when }) => {
      const day = new Date(when).toISOString().slice(0, 10)
      return at(row, `${organisation}: ${email}: skipped: was erased on ${day}; add them by hand if this is meant`)
    }),
    ...notes,
  ]
  changes.sort((a, b) => a.line - b.line)
  const removed = plan.removed.map(({ organisation, email }) => `${organisation}: ${email}: removed`)
  return [...changes.map(({ line, words }) => `line ${line}: ${words}`), ...removed, summary(plan)]
}

function ofOrganisation(one: ListedOrganisation): string[] {
  const { name, customerNumber, platforms } = one.after
  if (!one.before) {
    const number = customerNumber === null ? '' : `, customer number ${customerNumber}`
    return [`${name}: added${number}, platforms ${shown(platforms.join(' '))}`]
  }
  return differences(changedOrganisation(one) ?? {}).map((words) => `${name}: ${words}`)
}

function ofContact({ organisation, before, after }: ListedContact): string[] {
  const whose = `${organisation.after.name}: ${after.email}: `
  if (before) return differences(changedFields(before, after)).map((words) => whose + words)
  return [`${whose}added: ${after.name}, ${after.rank}, purposes ${shown(after.purposes.join(' '))}`]
}

function differences(changed: Record<string, { from: unknown; to: unknown }>): string[] {
  return Object.entries(changed).map(([name, { from, to }]) => `${name} ${shown(from)} → ${shown(to)}`)
}

const shown = (value: unknown) => (value === null || value === '' ? 'none' : String(value))

function summary({ organisations, contacts, skipped, removed }: ImportPlan): string {
  const fresh = (items: readonly { before: object | null }[]) => items.filter(({ before }) => before === null).length
  const other = organisations.filter((one) => one.before && changedOrganisation(one)).length
  const changed = contacts.filter((one) => one.before && isChanged(one)).length
  const counts = { added: fresh(contacts), changed, removed: removed.length }
  const isSame = [...Object.values(counts), fresh(organisations), other].every((count) => count === 0)
  const same = contacts.length - counts.added - changed
  const unchanged = `${same} unchanged${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
  if (isSame) return `Nothing changed: contacts: ${unchanged}.`
  return `Organisations: ${fresh(organisations)} added, ${other} changed. Contacts: ${counts.added} added, ${changed} changed, ${counts.removed} removed, ${unchanged}.`
}
