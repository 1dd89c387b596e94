import { CONTACTS } from './contacts.ts'
import { DELIVERY } from './delivery.ts'
import { DISPATCH } from './dispatch.ts'
import { DOCUMENTS } from './documents.ts'
import type { Faults } from './fault.ts'
import { INCIDENTS } from './incidents.ts'
import { LADDER } from './ladder.ts'
import { MAINTENANCE } from './maintenance.ts'
import { OUTSIDE } from './outside.ts'
import { POSTGRES } from './postgres.ts'

export interface Room {
  faults: Faults
  /** Its tests: they are asked one after the other, before all others that know a file. */
  tests: readonly string[]
  /** The run of vitest that is asked; `mutants` has no PostgreSQL. */
  mode?: 'mutants' | 'postgres'
}

/** Small, realistic faults, chosen before anybody looked whether a test notices them. */
export const ROOMS: Readonly<Record<string, Room>> = {
  dispatch: { faults: DISPATCH, tests: ['test/dispatch/lane/', 'test/dispatch/'] },
  delivery: { faults: DELIVERY, tests: ['test/dispatch/lane/', 'test/db/events', 'test/dispatch/'] },
  contacts: { faults: CONTACTS, tests: ['test/dispatch/contacts/', 'test/channels/contact-mail'] },
  documents: { faults: DOCUMENTS, tests: ['test/publish/documents/', 'test/publish/engine/', 'test/publish/'] },
  domain: { faults: { ...INCIDENTS, ...MAINTENANCE }, tests: ['test/domain/'] },
  ladder: {
    faults: LADDER,
    tests: ['test/domain/ladder/', 'test/domain/', 'test/actions/ladder/', 'test/actions/maintenance/'],
  },
  outside: { faults: OUTSIDE, tests: ['test/channels/', 'test/publish/statuspage/', 'test/http/'] },
  postgres: { faults: POSTGRES, tests: ['test/db/', 'test/dispatch/'], mode: 'postgres' },
}
