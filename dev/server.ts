/** The product in development: run under `node --watch` by `dev/main.ts`. */
import '../server/lib/temporal.ts'
import { join } from 'node:path'
import { askedToStop } from '../server/boot/asked-to-stop.ts'
import { runServer } from '../server/boot/run.ts'
import { viewsAsPages } from './views-as-pages.ts'

await runServer(askedToStop(), { renderer: viewsAsPages, folder: join(process.env.DATA_DIR ?? '', 'development-site') })
process.stdout.write(`  Commands beside it need DATA_DIR=${process.env.DATA_DIR} before them.\n\n`)
// Pages that are open in a browser look again.
await fetch(process.env.STARTED_URL ?? '')
