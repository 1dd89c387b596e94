import { expect, test } from 'vitest'
import { isGuessable } from '../../../server/lib/secret/guessable.ts'
import { processorTime } from '../../support/processor.ts'

const DANA = ['Dana Reyes-Quill', 'd.oakley@northline.example']

test.each([
  [
    'common ones with something behind',
    'password1234',
    'iloveyou1234',
    'Welcome2026!',
    'letmein!2026',
    'administrator1',
  ],
  ['letters replaced by signs', 'P@ssw0rd2026!', 'Pa$$w0rd1234'],
  ['keys side by side', 'qwertyuiop12', '1q2w3e4r5t6y', 'qazwsxedcrfv', '123456789012'],
  ['repetitions', 'aaaaaaaaaaaa', 'abcabcabcabc', 'monkeymonkey1'],
  ['a season and the year', 'Summer2026!!!', 'Winter-2026-'],
  ['our name', 'Signalpost2026', 'signalpost-signalpost', 'SIGNALPOST!admin'],
  [
    "the owner's name and address",
    'DanaReyes2026!',
    'reyes+dana+quill',
    'oakley-northline',
    'd.oakley@northline.example',
  ],
])('a password is guessable: %s', async (_, ...passwords) => {
  for (const password of passwords) expect([password, await isGuessable(password, DANA)]).toEqual([password, true])
})

test.each([
  'four words and more',
  'correct horse battery staple',
  'k3vq-9hmx-2wpd',
  'sechs Wörter über den Regen',
  'Dana went home to count her sheep',
  '北の国から来た手紙を読む人たち',
])('and is not: %s', async (password) => {
  expect(await isGuessable(password, DANA)).toBe(false)
})

test('long ones are looked at in no time', async () => {
  for (const part of ['Pa$$', 'ab1!', '4@8({[<369&#!1/', 'qwerty', '0']) {
    const took = await processorTime(() => isGuessable(part.repeat(200).slice(0, 200), DANA))
    expect(took).toBeLessThan(2_000)
  }
})
