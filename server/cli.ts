import './lib/temporal.ts'
import { EXIT } from './cli/exit.ts'
import { run } from './cli/program.ts'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads has had enough, as `head` has. The command does all of its work nevertheless.
  if (error.code === 'EPIPE') return
  process.stderr.write(`The output could not be written: ${error.message}\n`)
  process.exitCode = EXIT.failed
})
process.stderr.on('error', () => {})

const code = await run(process.argv.slice(2))
process.exitCode ||= code
