import { console } from './console.ts'
import { staffMail } from './staff/mail.ts'
import { owed } from './staff/owed.ts'

/** What the provider's own people read, who work in English: the same in every language. */
export const staff = { console, owed, staffMail }
