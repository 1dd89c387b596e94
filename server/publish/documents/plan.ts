import { promisesView } from '../views/promises.ts'
import { supportView } from '../views/support.ts'
import { type Document, page } from './documents.ts'

export const promisesPage: Document = page('/promises/', async (snapshot) => ({ view: await promisesView(snapshot) }))
export const supportPage: Document = page('/support/', async (snapshot) => ({ view: await supportView(snapshot) }))
