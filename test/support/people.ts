import type { Role } from '../../server/domain/vocabulary.ts'

/** Staff who act in the tests. */
export interface Person {
  name: string
  role: Role
}

/** Rosa works the desk: she may open a P1G. */
export const ROSA = { name: 'Rosa', role: 'agent' } as const satisfies Person
/** Lee leads the shift. */
export const LEE = { name: 'Lee', role: 'lead' } as const satisfies Person
/** Ada looks after the installation. */
export const ADA = { name: 'Ada', role: 'admin' } as const satisfies Person
/** Monty is the monitoring: it may report and never designates a P1G. */
export const MONTY = { name: 'Monty', role: 'reporter' } as const satisfies Person

/** Customers who want to hear of things. */
export const ALICE = 'alice@customer.example'
export const BOB = 'bob@customer.example'
export const CAROL = 'carol@customer.example'
