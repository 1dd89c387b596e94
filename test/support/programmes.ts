import { DEFAULT_PROGRAMMES as RULES } from '../../server/domain/maintenance/default-programmes.ts'
import { dictionary } from '../../src/i18n/index.ts'

const texts = dictionary('en').programmes
const [monthly, certificate, release] = RULES

/** The support plan's programmes with the texts that they have in English. */
export const DEFAULT_PROGRAMMES = [
  { ...monthly, ...texts.monthly },
  { ...certificate, ...texts['skype-certificate'] },
  { ...release, ...texts['connect-release'] },
] as const
