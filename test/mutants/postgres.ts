import type { Faults } from './fault.ts'

/** Faults in what PostgreSQL alone has: its clock, its locks, and the ways in which it goes away. */
export const POSTGRES: Faults = {
  'db/delivery/claims.ts': [
    ['for update of d skip locked', 'for update of d', 'who claims waits for those who hold deliveries'],
    ['locked.forUpdate().skipLocked()', 'locked', 'two dispatchers take one batch at once'],
  ],
  'db/delivery/moment.ts': [
    ['from statement_timestamp()', 'from transaction_timestamp()', 'who waited for a lock leases by the time before'],
    [' + ${sql.lit(ms)})', ')', 'leases run out as they are taken'],
    ['* 1000) as bigint)', '* 1000000) as bigint)', 'the clock of the database is in microseconds'],
  ],
  'db/postgres.ts': [
    ["return !ENDED.test(error.code ?? '')", 'return true', 'a commit that may have been taken counts as undone'],
    ['/not queryable|AbortedTransaction/.test', '/Error/.test', 'a commit that nobody answers counts as undone'],
    [
      'idle_in_transaction_session_timeout: idle',
      'idle_in_transaction_session_timeout: 0',
      'a frozen process stops all',
    ],
    ['lock_timeout: lock,', 'lock_timeout: 0,', 'who waits for a lock waits as long as a statement may take'],
    ['socket.setTimeout(silence,', 'socket.setTimeout(0,', 'a connection that went silent is never given up'],
  ],
  'db/writer-lock.ts': [
    ['if (isPostgres(trx)) await', 'if (!isPostgres(trx)) await', 'events are committed out of order'],
  ],
}
