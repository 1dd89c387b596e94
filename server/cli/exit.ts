/** The exit codes of the command line. */
export const EXIT = { done: 0, failed: 1, refused: 2, misconfigured: 78 } as const

export const EXIT_CODES =
  'Exit codes: 0 done, 1 failed, 2 refused or wrong usage, 78 wrong configuration, or no database here.'

/** Ends a command with a message for the user and an exit code. */
export class CommandFailure extends Error {
  readonly code: number
  constructor(message: string, code: number = EXIT.refused) {
    super(message)
    this.code = code
  }
}
