import type { Faults } from './fault.ts'

export const DISPATCH: Faults = {
  'server/dispatch/backoff.ts': [
    ['attempts - 1, 20', 'attempts, 20', 'the first wait is twice as long'],
    ['Math.min(LONGEST', 'Math.max(LONGEST', 'no wait is shorter than ten minutes'],
    ['spread(ms, 1, 1.1', 'spread(ms, 0.8, 0.9', 'we knock before we were asked to'],
  ],
  'server/dispatch/circuit-breaker.ts': [
    [' || now < this.#openedAt', '', 'a clock that is set back leaves a lane waiting for hours'],
    [
      '? Math.min(this.#probes, capacity) : capacity',
      '? capacity : capacity',
      'all at once find out whether it is over',
    ],
    ['this.#failures = 0', 'this.#failures -= 0', 'failures count that are not in a row'],
    ['< FAILURES_TO_OPEN || !this.isClosed', '< 50 || !this.isClosed', 'the circuit hardly ever opens'],
    [
      'Math.max(this.#closesAt, ms === undefined ? 0 : clock() + wait)',
      'this.#closesAt',
      'a longer wait asked for meanwhile is ignored',
    ],
    [
      'if (doubtful && this.#failures <',
      'if (this.#failures < 0 && this.#failures <',
      'one odd browser holds up a push service',
    ],
    ['if (alarm)\n', 'if (!alarm)\n', 'nobody is alarmed when our account is refused'],
  ],
  'server/dispatch/claim.ts': [
    [
      "=== 'newest' ? await supersedeOutdated(trx, wanted, now) : wanted",
      "=== 'newest' ? wanted : wanted",
      'an old notification is shown after a newer one',
    ],
    ['row.attempts > 1)', 'row.attempts > 2)', 'the first repetition may overtake newer news'],
    ["await supersede(trx, unwanted, 'no longer subscribed', now)", '', 'what is unwanted is claimed for ever'],
    ["|| state === 'active'", "|| state !== 'pending'", 'who has left is still told'],
    [
      "(kind !== 'update' && kind !== 'maintenance' && kind !== 'digest' && kind !== 'test') || ",
      '',
      'nobody can confirm',
    ],
    [
      '.map((row) => row.event_id))]',
      '.map((row) => row.event_id))].slice(0, 1)',
      'of several events claimed together only one is told',
    ],
  ],
  'server/dispatch/delivery-result.ts': [
    ['asAsked(outcome.after, random)', 'backoff(row.attempts, random)', 'Retry-After is ignored for a delivery'],
    ["batch === 'retry-new' ? null : ", '', 'what was surely not taken uses up its time'],
    [
      'channel.deadline(job, tried)',
      'channel.deadline(job, null)',
      'attempts go on after the provider has forgotten the key',
    ],
    ['gone: { address: job.receiver.address, why: error }', 'gone: null', 'dead addresses are kept'],
    ["batch === 'retry-same' ? row.batch_id : null", 'null', 'a batch without an answer is written anew'],
    ['if (clock() >= deadline) {', 'if (clock() < 0) {', 'stale news is told'],
    ["state: 'queued',\n", "state: 'failed',\n", 'what is to be tried again fails'],
  ],
  'server/dispatch/dispatcher.ts': [
    ['GRACE = 10_000', 'GRACE = 600_000', 'a stop waits for a provider that hangs'],
    ['await this.#settlement.close()', '', 'a stop writes nothing down and gives nothing back'],
    ['this.#forget(name)\n      return result', 'return result', 'an old error is reported for ever'],
    ['POLL = 500', 'POLL = 500_000', 'posts of other processes are found late'],
    ['if (more) continue', '', 'much to expand is half told'],
    ['openUntil: openUntil || null', 'openUntil: null', 'nobody sees that a lane waits'],
    ['for (const channel of this.#channels) await channel.close()', '', 'connections to the mail server stay open'],
  ],
  'server/dispatch/expand.ts': [
    ['f.subscriber_id <= cursor', 'f.subscriber_id < cursor', 'one of each five hundred is skipped'],
    ['cursor === null ? now : null', 'now', 'only the first five hundred are told'],
    ['event.rank === 0', 'event.rank === 1', 'an urgent update waits behind its unhurried predecessor'],
    ["kind?.order === 'newest'", "kind?.order !== 'newest'", 'mails are dropped, notifications queue up'],
    [
      'if (incidentId === null) return following',
      'return following',
      'who followed a duplicate hears nothing of its master',
    ],
    ['laneOf(kind, address) : channel', 'channel : channel', 'push services wait for each other'],
  ],
  'server/dispatch/frozen-batch.ts': [
    ['onError(delivery, error)', 'throw error', 'a mail that cannot be made holds up the others'],
    [
      'outcomes[owners.indexOf(ownerOf(delivery))]',
      'outcomes.at(-1 - owners.indexOf(ownerOf(delivery)))',
      'outcomes go to the wrong person after a repetition',
    ],
    [
      "kind: 'failed', why: 'the provider said",
      "kind: 'sent', why: 'the provider said",
      'what nobody took counts as sent',
    ],
    [
      'for (const { row } of deliveries) row.batch_id = batch.id',
      '',
      'a batch forgets its key after the first attempt',
    ],
    [
      '(await assignBatch(trx, rows, id)) < rows.length',
      '(await assignBatch(trx, rows, id)) < 0',
      'a batch goes out although its leases were lost',
    ],
    ['await deleteUnusedBatches(trx, [id])', '', 'a batch that was split is kept for ever'],
    ['await releaseLeases(', 'await ((..._: unknown[]) => {})(', 'halves wait until their leases run out'],
    [
      'slice(...part), messages: messages.slice(...part)',
      'slice(...part), messages: messages.slice(part[0])',
      'a half goes out with the mails of the other',
    ],
  ],
  'server/dispatch/lane.ts': [
    [
      'be written.\n    await this.#settlement.flush()',
      'be written.',
      'the next mails in order wait for the next look',
    ],
    [
      "isRetry ? 'retry-same' : answer.batch",
      'answer.batch',
      'a refusal frees mails that an earlier attempt may have sent',
    ],
    [
      "aborted && answer.kind === 'later'",
      "aborted && answer.kind !== 'later'",
      'what a stop broke off waits as if it had been refused',
    ],
    [
      "aborted && outcome.kind === 'later'",
      "aborted && outcome.kind !== 'later'",
      'a notification that a stop broke off waits as if refused',
    ],
    [
      'this.#breaker.failed(outcome.why)',
      'this.#breaker.succeeded()',
      'a push service that is down is asked again and again',
    ],
    [
      'this.#breaker.failed(answer.why)',
      'this.#breaker.succeeded()',
      'a mail provider that is down is asked again and again',
    ],
    ['this.#stop.claiming.aborted || ', '', 'more is claimed while stopping'],
    [
      'failed(error, { lane: this.name })\n      this.#settlement.drop(deliveries)',
      'failed(error, { lane: this.name })',
      'what broke off stays claimed for ever',
    ],
    ['this.#settlement.hold(deliveries ?? [], mark)', 'deliveries ?? []', 'leases are neither renewed nor given back'],
    ['if (!(await this.#mayStillSend([delivery]))) return', '', 'a process that was stopped pushes what another has'],
    ['if (!(await this.#mayStillSend(members))) return', '', 'a process that was stopped mails what another has'],
    ['random: () => jitter', 'random: this.#context.random', 'a batch comes back in pieces'],
    ['await this.#stay()', '', 'others ask a provider that wants us to wait'],
    ['this.#context.time.problem !== null', 'this.#empty', 'who cannot rely on its clock goes on telling'],
  ],
  'server/dispatch/settlement.ts': [
    [
      'if (rows.length > 0) await this.#context.write(',
      'if (rows.length < 0) await this.#context.write(',
      'leases are not given back at a stop',
    ],
    ['LEASE / 3', 'LEASE * 3', 'leases run out while a send takes long'],
    ['this.#hasFailed = true', 'this.#hasFailed = false', 'what was sent and not written is claimed again'],
    ['this.#unwritten.unshift(...settled)', '', 'what was sent and not written is forgotten'],
    [
      'this.drop(this.#unwritten.map(({ delivery }) => delivery))',
      '',
      'a stop gives back what was sent and not written',
    ],
    ['if (this.#hasFailed) await this.flush()', '', 'more is claimed while nothing can be written'],
    ["'leases are renewed', 'warn'", "'leases are renewed', 'error'", 'a renewal that failed alarms'],
    ['since(mark) > FRESH', 'since(mark) < 0', 'a lease that may be lost is taken for ours'],
    ['if (held) held.mark = mark', '', 'every send asks whether its lease is ours'],
    ['return !known', 'return true', 'what is under way here is sent once more'],
  ],
  'server/dispatch/settling/write-results.ts': [
    ['ours.has(keyOf(result)))', '!!result)', 'who lost the lease switches people off'],
    ['await deleteUnusedBatches(trx, [...new Set(left)])', '', 'frozen batches pile up'],
    ["result.state === 'sent' && ", '', 'a dead address counts as one that lives'],
    [
      'gone.unlessSince !== undefined && ',
      'gone.unlessSince === undefined && ',
      'one message that is never taken ends a webhook',
    ],
  ],
  'server/dispatch/settling/pace.ts': [
    ['this.at = now + this.#ms', 'this.at = now', 'a chat room gets messages faster than it takes them'],
  ],
  'server/dispatch/thread/queue-watch.ts': [
    ['left >= before.left', 'left > before.left', 'a queue that stands still seems to move'],
    ['underWay > 0 || ', '', 'what is being sent seems to stand still'],
    [' || others.includes(holdOf(lane))', '', 'a lane that has to wait seems to stand still'],
    ['(now - since) / 1000', '(since - now) / 1000', 'nothing is ever late'],
    ["?.order ?? 'every'", " ? 'every' : 'every'", 'notifications seem to wait for each other'],
  ],
  'server/dispatch/thread/thread.ts': [
    ['if (!stopping) restart =', 'if (stopping) restart =', 'a dispatcher that died stays dead'],
    ['if (silence > SILENCE)', 'if (silence < 0)', 'a dispatcher that is silent seems well'],
    ['openUntil !== null) ? 1 : 0', 'openUntil !== null) ? 0 : 1', 'lanes that work count as held back'],
  ],
  'server/dispatch/time.ts': [
    ['LEASE = 45_000', 'LEASE = 4_500_000', 'a crash delays a message for over an hour'],
    ['steady.steadyFor() < LEASE ? null', 'steady.steadyFor() < 0 ? null', 'a step of the clock ends all leases'],
    ['Math.max(clock() - mark.wall,', 'Math.min(clock() - mark.wall,', 'a machine that slept believes in its leases'],
    ['isSetBack = true', 'isSetBack = false', 'a clock that was set back leaves mails waiting'],
  ],
  'server/dispatch/write.ts': [
    ['await mine.catch(() => {})', 'await mine', 'after one failed transaction nothing is written any more'],
  ],
}
