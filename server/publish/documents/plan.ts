import { promisesView } from '../views/promises.ts'
import { supportView } from '../views/support.ts'
import { type Document, page } from './documents.ts'

export const promisesPage: Document = page('/promises/', async (facts) => ({ view: await promisesView(facts) }))
export const supportPage: Document = page('/support/', async (facts) => ({ view: await supportView(facts) }))
