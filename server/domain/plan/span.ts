/** A span of real time, or of the desk's business days. */
export type Span = { ms: number } | { businessDays: number }
