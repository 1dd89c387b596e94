import { createHash, randomInt } from 'node:crypto'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A new random id: 12 characters base36. */
export function newId(): string {
  return Array.from({ length: 12 }, () => ALPHABET[randomInt(36)]).join('')
}

/** An id of 12 characters base36, always the same for the same name. */
export function stableId(name: string): string {
  const number = createHash('sha256').update(name).digest().readBigUInt64BE()
  return number.toString(36).padStart(12, '0').slice(-12)
}

/** What identifies a group of platforms for readers of Statuspage's format: its name, unless it was renamed. */
export function groupId({ group_id, group_name }: { group_id: string | null; group_name: string }): string {
  return group_id ?? stableId(`group ${group_name}`)
}

/** This id, or if it is taken, one made of it. */
export function unusedId(id: string, taken: readonly string[]): string {
  return taken.includes(id) ? unusedId(stableId(`another ${id}`), taken) : id
}
