import { conflict } from '../../domain/refusal.ts'

/** Two entries of one organisation have not the same address. */
export function contactThere() {
  return conflict('contact_there', 'The organisation has a contact with this e-mail address already. Change that one.')
}
