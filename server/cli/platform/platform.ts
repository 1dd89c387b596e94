import { Command } from 'commander'
import { changePlatform } from '../../actions/platform/change-platform.ts'
import { createPlatform } from '../../actions/platform/create-platform.ts'
import { changePlatformInput, createPlatformInput } from '../../actions/platform/input.ts'
import { findPlatform, listPlatforms, type Platform } from '../../queries/platforms.ts'
import { parse } from '../input.ts'
import { publishAndTell } from '../publish.ts'
import { must, withReadingSession, withSession } from '../session.ts'

interface AddOptions {
  name: string
  group: string
  description?: string
  position?: string
}

export function platformCommand(): Command {
  return new Command('platform')
    .description('The platforms that the page shows. The rules are those of the API.')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(renameCommand())
    .addCommand(archiveCommand())
}

function addCommand(): Command {
  return new Command('add')
    .argument('<id>', 'a slug such as zoom-phone, permanently part of its URLs')
    .description('Add a platform.')
    .requiredOption('--name <name>', 'the name that customers know')
    .requiredOption('--group <group>', 'the heading under which the page lists it')
    .option('--description <text>', 'one sentence that explains it')
    .option('--position <number>', 'its place on the page, lowest first; last if left out')
    .action((id: string, { position, ...options }: AddOptions) =>
      withSession(async (session) => {
        const platform = parse(createPlatformInput, { id, ...options, position: numberOf(position) })
        must(await createPlatform(session.act(), platform))
        await publishAndTell(session, () => process.stdout.write(`${id} is added.\n`))
      }),
    )
}

function listCommand(): Command {
  return new Command('list')
    .description('List the platforms in the order of the page: id, position, group, name.')
    .option('--archived', 'archived ones too')
    .action(({ archived = false }: { archived?: boolean }) =>
      withReadingSession(async ({ db }) => {
        for (const platform of await listPlatforms(db, { archived })) process.stdout.write(`${lineOf(platform)}\n`)
      }),
    )
}

function renameCommand(): Command {
  return new Command('rename')
    .argument('<id>', 'an id from "platform list"; it stays as it is')
    .description('Give a platform another name.')
    .requiredOption('--name <name>', 'the name that customers know')
    .action((id: string, options: { name: string }) =>
      withSession(async (session) => {
        must(await changePlatform(session.act(), id, parse(changePlatformInput, options)))
        await publishAndTell(session, () => process.stdout.write(`${id} has its name.\n`))
      }),
    )
}

function archiveCommand(): Command {
  return new Command('archive')
    .argument('<id>', 'an id from "platform list"')
    .description(
      'Archive a platform that is no longer in use: its past stays, whoever follows it or everything is told.',
    )
    .action((id: string) =>
      withSession(async (session) => {
        const before = await findPlatform(session.db, id)
        must(await changePlatform(session.act(), id, { archived: true }))
        await publishAndTell(session, () =>
          process.stdout.write(before?.archived ? `${id} was archived already.\n` : `${id} is archived.\n`),
        )
      }),
    )
}

/** What is no number stays as it was written, and is refused as such. */
function numberOf(word: string | undefined): number | string | undefined {
  return word !== undefined && /^-?\d+$/.test(word) ? Number(word) : word
}

function lineOf({ id, position, group, name, archived }: Platform): string {
  return [id, String(position), group, name, ...(archived ? ['archived'] : [])].join('  ')
}
