import { expect, test } from 'vitest'
import { configurationFindings } from '../../server/cli/doctor/configuration.ts'
import { loadConfig } from '../../server/config/index.ts'

const misnamedIn = (variables: NodeJS.ProcessEnv) => loadConfig(variables).misnamed

test.each([
  ['PUBLIC_URI', 'PUBLIC_URL'],
  ['SMTP_URI', 'SMTP_URL'],
  ['SMTP_ULR', 'SMTP_URL'],
  ['RESEND_KEY', 'RESEND_API_KEY'],
  ['DATADIR', 'DATA_DIR'],
  ['data_dir', 'DATA_DIR'],
  ['LOGLEVEL', 'LOG_LEVEL'],
  ['MAIL_FROM', 'EMAIL_FROM'],
  ['DATABASE_URI_FILE', 'DATABASE_URL_FILE'],
])('%s is told to be %s', (name, meant) => {
  expect(misnamedIn({ [name]: 'secret' })).toEqual([
    `${name} is not a name that Signalpost reads; did you mean ${meant}?`,
  ])
})

test('nothing is said of what is read, is unrelated, is empty, or stands beside what was meant', () => {
  const names =
    'PORT2 POST HOSTS HOSTNAME HOSTTYPE HOME LOGNAME PWD PATH USER TERM LANG API_KEY IMAP_URL HTTP_URL BASE_URL NODE_ENV SIGNALPOST_PORT SIGNALPOST_SERVICE_HOST PGDATA XDG_DATA_DIRS SECRET_KEY_BASE UV_THREADPOOL_SIZE'
  const others = Object.fromEntries(names.split(' ').map((name) => [name, 'x']))
  expect(misnamedIn({ ...others, PORT: '8080', SMTP_URI: '', LOGLEVEL: 'warn', LOG_LEVEL: 'info' })).toEqual([])
})

test('the doctor names it, and so does a start that lacks what was meant', async () => {
  const config = loadConfig({ SMTP_URI: 'smtp://user:secret@host' })
  const findings = await configurationFindings({ config, now: 0 })
  const text = 'SMTP_URI is not a name that Signalpost reads; did you mean SMTP_URL?'
  expect(findings).toContainEqual({ level: 'warn', text: `configuration: ${text}` })
  const lacking = { RESEND_API_KEY: 'key', EMAIL_FROM: 'desk@example.com', PUBLIC_URI: 'https://status.example.com' }
  expect(() => loadConfig(lacking)).toThrow('PUBLIC_URI is not a name that Signalpost reads; did you mean PUBLIC_URL?')
})
