/**
 * Makes `Temporal` a global where the runtime has none of its own yet (Node 24). Every door imports this before anything
 * else: what comes later may look for it while it is loaded. `Intl` stays as it is; nothing hands it a date of Temporal.
 */
import { Temporal } from 'temporal-polyfill'

Object.assign(globalThis, { Temporal: globalThis.Temporal ?? Temporal })
