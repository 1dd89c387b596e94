/** What a failure leaves of a call that was to save something: surely nothing, or nobody can say. */
export type Outcome = 'nothing' | 'perhaps'

/** How every door says it. */
export const OUTCOME: Readonly<Record<Outcome, string>> = {
  nothing: 'Nothing was saved by this call.',
  perhaps: 'It may have been saved: look before you do it again.',
}
