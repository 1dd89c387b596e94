import { pluralOf } from '../intl.ts'

/** A text by the number in it: one, whole millions ("1.000.000 de días"), any other. */
export const plural = pluralOf('es')
