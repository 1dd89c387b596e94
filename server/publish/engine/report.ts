/** Is told of what failed, and what that was. */
export type Report = (error: unknown, what: string) => void
/** Is told once that what failed works again. */
export type Mended = (what: string) => void
