import '../../../server/lib/temporal.ts'
import { writeFileSync } from 'node:fs'
import { GENERATED } from './generated.ts'

for (const [file, make] of Object.entries(GENERATED)) writeFileSync(file, await make())
