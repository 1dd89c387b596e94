import { Command } from 'commander'
import { clearDemo } from '../actions/demo/clear-demo.ts'
import { loadDemo } from '../actions/demo/load-demo.ts'
import { publishAndTell } from './publish.ts'
import { must, withNewSession, withSession } from './session.ts'

export function demoCommand(): Command {
  const demo = new Command('demo').description('The demonstration provider, Northline Communications.')
  demo
    .command('load')
    .description('Fill an empty database with the demonstration.')
    .action(() =>
      withNewSession(async (session) => {
        must(await loadDemo(session.act()))
        await publishAndTell(session, () => process.stdout.write('The demonstration is loaded.\n'))
      }),
    )
  demo
    .command('clear')
    .description('Remove the demonstration; what you added stays.')
    .action(() =>
      withSession(async (session) => {
        must(await clearDemo(session.act()))
        await publishAndTell(session, () => process.stdout.write('The demonstration is gone.\n'))
      }),
    )
  return demo
}
