/** Is told of what failed, and what that was. */
export type Report = (error: unknown, what: string) => void
