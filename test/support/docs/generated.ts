import { planFileSchema } from '../../../server/config/plan-file.ts'
import { apiPage } from './api.ts'
import { commandLinePage } from './command-line.ts'
import { configurationPage } from './configuration.ts'

/** The files that are made from the code, by their file. */
export const GENERATED: Record<string, () => string | Promise<string>> = {
  'docs/configuration.md': configurationPage,
  'docs/command-line.md': commandLinePage,
  'docs/api.md': apiPage,
  'public/config.schema.json': () => `${JSON.stringify(planFileSchema(), null, 2)}\n`,
}
