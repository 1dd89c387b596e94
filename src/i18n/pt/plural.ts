import { pluralOf } from '../intl.ts'

/** "1 incidente", "2 incidentes", "1 000 000 de incidentes" */
export const plural = pluralOf('pt-PT')
