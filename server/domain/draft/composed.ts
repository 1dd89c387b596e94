import type { OpenCommand } from '../incident/opening.ts'
import type { UpdateCommand } from '../incident/updating.ts'

/** What somebody has composed: a new incident, or an update, which may change the vendor with it, whose rhythm it then follows. */
export type Composed = ({ do: 'open'; command: OpenCommand } | { do: 'update'; id: string; command: UpdateCommand }) & {
  vendor?: string | null
}
