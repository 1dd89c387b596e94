/** The exit codes of the command line. */
export const EXIT = { done: 0, failed: 1, refused: 2, misconfigured: 78 } as const

/** Ends a command with a message for the user and an exit code. */
export class CommandFailure extends Error {
  readonly code: number
  constructor(message: string, code: number = EXIT.refused) {
    super(message)
    this.code = code
  }
}
