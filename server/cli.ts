import './lib/temporal.ts'
import { EXIT } from './cli/exit.ts'
import { run } from './cli/program.ts'

// Whatever the umask was: nobody else may change the public files.
process.umask(process.umask() | 0o022)

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader, such as `head`, has closed the pipe. The command still completes its work.
  if (error.code === 'EPIPE') return
  process.stderr.write(`Writing the output failed: ${error.message}\n`)
  process.exitCode = EXIT.failed
})
process.stderr.on('error', () => {})

const code = await run(process.argv.slice(2))
process.exitCode ||= code
