import type { Way } from '../../../../server/domain/said.ts'

/** Why something was refused: what programs are told in their own terms. */
export const refusal = {
  /** Of what is wrong with a field: "must have at most 200 characters". */
  sentence: (half: string) => `It ${half}.`,
  /** A label, a title or a state within a sentence. */
  quoted: (name: string) => `“${name}”`,
  button:
    'This was sent by no button of this form. Nothing was done; what you typed is kept. Press one of its buttons.',
  way: {
    accept: 'do it all the same',
    an_update: 'an update',
    announce: 'announce it now',
    bring_back: 'ask an administrator to bring it back first',
    choice: 'Choose one of those that are offered.',
    confirm: 'tick the confirmation',
    instant: 'Enter a date and a time such as 2026-11-22 14:30.',
    needed: 'This field is required.',
    not_working:
      'An open P1G needs at least one platform that does not work: choose “Degraded”, “Partial” or “Major” for it.',
    note: 'Post a note instead',
    nothing: '',
    on_the_board: 'what the board shows',
    relate: 'that belongs to this one',
    resolving: ': choose “Resolved” as the phase, or leave it empty',
    short_notice: 'say under “Short notice” why',
  } satisfies Record<Way, string>,
}
