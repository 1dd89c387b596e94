/** 0 or 1: SQLite has no booleans, and both databases hold the same. */
export type Bit = 0 | 1
/** JSON as text on both databases. */
export type Json = string
