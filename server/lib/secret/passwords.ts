import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** OWASP's least for argon2id: 19 MiB, 2 passes. About 40 ms of one core. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const derive = promisify(argon2)

/** So many are computed at a time; more would take all threads that read files. */
const AT_ONCE = 2
/** So many wait; whoever comes then is told to try again. */
const WAITING = 50
let running = 0
const queue: (() => void)[] = []

/** More sign in at once than can be checked. */
export class Busy extends Error {}

/** `argon2id$19456$2$<salt>$<hash>`, both base64url. Throws `Busy`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const tag = await inTurn({ ...COST, message: password, nonce: salt })
  return ['argon2id', COST.memory, COST.passes, salt.toString('base64url'), tag.toString('base64url')].join('$')
}

/** Is this the password? Takes as long where there is no hash, and answers false. Throws `Busy`. */
export async function isPassword(hash: string | null, password: string): Promise<boolean> {
  const [, memory, passes, salt = '', stored = ''] = hash?.split('$') ?? []
  const nonce = salt ? Buffer.from(salt, 'base64url') : Buffer.alloc(16)
  const cost = { ...COST, memory: Number(memory ?? COST.memory), passes: Number(passes ?? COST.passes) }
  const tag = await inTurn({ ...cost, message: password, nonce })
  const right = Buffer.from(stored, 'base64url')
  return right.length === tag.length && timingSafeEqual(right, tag)
}

async function inTurn(parameters: Argon2Parameters): Promise<Buffer> {
  if (running >= AT_ONCE) {
    if (queue.length >= WAITING) throw new Busy('too many passwords are being checked')
    await new Promise<void>((resolve) => queue.push(resolve))
  } else running++
  try {
    return await derive('argon2id', parameters)
  } finally {
    const next = queue.shift()
    if (next) next()
    else running--
  }
}
