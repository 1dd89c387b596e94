import { z } from 'zod'
import { refuse } from '../../../domain/refusal.ts'
import { list, plainName, short } from '../../../lib/input/fields.ts'

/** Base64url of at most so many characters. */
const bytes = (most: number) => short(most).regex(/^[\w-]+$/)

/** WebAuthn allows 1023 bytes. */
const id = bytes(1_400)
const json = <T extends z.ZodType>(said: T) =>
  short(20_000)
    .transform((text, ctx) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        ctx.addIssue({ code: 'custom', message: 'is no JSON' })
        return z.NEVER
      }
    })
    .pipe(said)

const typed = short(200).min(1, { error: 'must not be empty' })

/** What somebody says to add a passkey, and to remove one. */
export const askForPasskeyInput = z.strictObject({
  name: plainName(60),
  own: typed,
})
export const removePasskeyInput = z.strictObject({ own: typed })

/** What `toJSON()` of a browser's new credential says, as far as it is looked at. */
export const newKeyInput = json(
  z.object({
    id,
    response: z.object({
      clientDataJSON: bytes(4_000),
      attestationObject: bytes(12_000),
      transports: list(short(30), 10).catch([]).default([]),
    }),
  }),
)

/** The same of an answer with one that there is. */
export const answerInput = json(
  z.object({
    id,
    response: z.object({
      ...{ clientDataJSON: bytes(4_000), authenticatorData: bytes(4_000), signature: bytes(2_000) },
      // A passkey says whose it is.
      userHandle: bytes(100),
    }),
  }),
)

/** To whoever sends something else: people do not write it themselves. */
export const NO_ANSWER = refuse({
  kind: 'invalid',
  code: 'wrong_passkey',
  detail: 'What your browser sent is no answer of a passkey. Try again.',
})
