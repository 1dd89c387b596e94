import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, openSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'
import { eventually } from '../eventually.ts'
import { temporaryFolder } from '../folder.ts'
import { freePort } from '../run/postgres.ts'

/** A web server of this system, run with a file of `docs/deploy`. */
interface WebServer {
  name: string
  /** Its program, or null where it (or the module that the file needs) is not installed. */
  program: string | null
  /** Runs it before a Signalpost; answers its address. */
  start(behind: { url: string; dataDir: string }): Promise<string>
  /** Everything that it has logged so far, of requests and of errors. */
  logged(): Promise<string>
}

const running = new Set<ChildProcess>()
/** The file that each logs into. */
const logs = new Map<string, string>()
const folders: string[] = []
afterAll(async () => {
  await Promise.all([...running].map(ended))
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    if (child.exitCode !== null || !child.kill('SIGTERM')) resolve()
  })
}

const BROTLI = [
  '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so',
  '/usr/lib64/nginx/modules/ngx_http_brotli_static_module.so',
]
const module = BROTLI.find((path) => existsSync(path))
const programNamed = (name: string) =>
  ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin']
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path)) ?? null

let tlsPort = 0

/** Where nginx answers with TLS. */
export const nginxWithTls = () => `https://127.0.0.1:${tlsPort}`

/** Makes a key and a certificate that nobody trusts, under the names that certbot gives them. */
async function certify(folder: string): Promise<void> {
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')]
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', ...files]
  await promisify(execFile)('openssl', [...made, '-days', '2', '-subj', '/CN=status.example.com'])
}

export const nginx: WebServer = {
  name: 'nginx with its brotli module',
  program: module ? programNamed('nginx') : null,
  start: (behind) =>
    serve(behind, async (folder, port) => {
      const file = await readFile('docs/deploy/nginx.conf', 'utf8')
      tlsPort = await freePort()
      await certify(folder)
      const site = substituted(file.replaceAll('#tls ', ''), behind, [
        ['listen 80;', `listen 127.0.0.1:${port};`],
        ['listen 443 ', `listen 127.0.0.1:${tlsPort} `],
        ['/etc/letsencrypt/live/status.example.com', folder],
        // The same server answers without TLS as well, for the other tests.
        ['if ($https = "")', 'if ($http_x_only_tls)'],
        ['/var/log/nginx/signalpost.access.log', logOf(nginx, folder)],
        ['/var/log/nginx/error.log', logOf(nginx, folder)],
      ])
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (name) => `${name}_temp_path ${folder}/${name};`,
      )
      const main = [
        `load_module ${module};`,
        ...(process.getuid?.() === 0 ? ['user root;'] : []),
        ...[`pid ${folder}/pid;`, 'daemon off;', 'worker_processes 1;', 'events {}'],
        `error_log ${logOf(nginx, folder)} info;`,
        `http { access_log off; ${temporary.join(' ')}\n${site}\n}`,
      ]
      await writeFile(join(folder, 'nginx.conf'), main.join('\n'))
      return spawn(nginx.program ?? '', ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')], {
        stdio: 'ignore',
      })
    }),
  logged: () => logOfServer(nginx),
}

export const caddy: WebServer = {
  name: 'Caddy',
  program: programNamed('caddy'),
  start: (behind) =>
    serve(behind, async (folder, port) => {
      const site = substituted(await readFile('docs/deploy/Caddyfile', 'utf8'), behind, [
        ['status.example.com {', `http://127.0.0.1:${port} {`],
        ['{\n\t# Links', '{\n\tadmin off\n\t# Links'],
      ])
      await writeFile(join(folder, 'Caddyfile'), site)
      const env = { PATH: process.env.PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
      return spawn(caddy.program ?? '', ['run', '--config', join(folder, 'Caddyfile')], {
        ...{ env, stdio: ['ignore', 'ignore', openSync(logOf(caddy, folder), 'a')] },
      })
    }),
  logged: () => logOfServer(caddy),
}

function logOf({ name }: WebServer, folder: string): string {
  logs.set(name, join(folder, 'log'))
  return join(folder, 'log')
}

async function logOfServer({ name }: WebServer): Promise<string> {
  return readFile(logs.get(name) ?? '', 'utf8')
}

type Launch = (folder: string, port: number) => Promise<ChildProcess>

async function serve(_: unknown, launch: Launch): Promise<string> {
  const folder = await temporaryFolder('web-server')
  folders.push(folder)
  const port = await freePort()
  running.add(await launch(folder, port))
  const url = `http://127.0.0.1:${port}`
  await eventually(() => fetch(url).catch(() => undefined))
  return url
}

/** The file as an operator adapts it; what is to be replaced must be there. */
function substituted(
  text: string,
  { url, dataDir }: { url: string; dataDir: string },
  more: [string, string][],
): string {
  const changes = [
    ['/var/lib/signalpost/site', join(dataDir, 'site')],
    ['127.0.0.1:8080', new URL(url).host],
    ...more,
  ] as const
  return changes.reduce((adapted, [standing, wanted]) => {
    if (!adapted.includes(standing)) throw new Error(`The file does not say "${standing}".`)
    return adapted.replaceAll(standing, wanted)
  }, text)
}
