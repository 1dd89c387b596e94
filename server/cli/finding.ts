/** The result of a check. Warnings do not make the command fail. */
export interface Finding {
  level: 'ok' | 'warn' | 'fail'
  text: string
}
