import type { Migration } from 'kysely/migration'
import * as spine from './0001-spine.ts'

/** Every migration in order. Forward only; a listed one never changes. */
export const migrations: Record<string, Migration> = {
  '0001-spine': spine,
}
