import type { TemplateFields } from './template.ts'

const any = { platforms: [], title: null } as const

/** What a new installation has to begin with: one or two plain texts for each phase, the provider's own from then on. */
export const DEFAULT_TEMPLATES: readonly TemplateFields[] = [
  {
    ...any,
    name: 'We are looking into it',
    phase: 'investigating',
    title: 'Problems with {platforms}',
    body: 'Customers report problems with {platforms}. We are finding out what is wrong and who is affected.',
  },
  {
    ...any,
    name: 'Still looking into it',
    phase: 'investigating',
    body: 'We are still looking for the cause of the problems with {platforms}. What customers notice has not changed.',
  },
  {
    ...any,
    name: 'The cause is known',
    phase: 'identified',
    body: 'We know what causes the problems with {platforms} and are working on it. We expect it to be solved by {eta}.',
  },
  {
    ...any,
    name: 'The cause is known, no estimate yet',
    phase: 'identified',
    body: 'We know what causes the problems with {platforms} and are working on it. We cannot say yet when it will be solved.',
  },
  {
    ...any,
    name: 'Solved, we are watching',
    phase: 'monitoring',
    body: '{platforms} should work again. We are watching it before we call it solved. If you still have problems, contact us with the case number {case}.',
  },
  {
    ...any,
    name: 'Solved',
    phase: 'resolved',
    body: 'The problems with {platforms} are solved. If you still have problems, contact us with the case number {case}.',
  },
]
