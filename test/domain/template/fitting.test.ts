import { expect, test } from 'vitest'
import { fitting, type Template } from '../../../server/domain/template/template.ts'

const template = (name: string, ...platforms: string[]): Template => {
  return { id: name, name, phase: 'identified', platforms, title: null, body: 'x' }
}
const names = (templates: Template[], ...platforms: string[]) =>
  fitting(templates, { phase: 'identified', platforms }).map(({ name }) => name)

test('the most specific template comes first, one for any platform last, one for others not at all', () => {
  const all = [
    template('any'),
    template('teams', 'teams'),
    template('teams and zoom', 'teams', 'zoom'),
    template('teams and fax', 'teams', 'fax'),
    template('fax', 'fax'),
  ]
  expect(names(all, 'teams', 'zoom')).toEqual(['teams and zoom', 'teams', 'teams and fax', 'any'])
  expect(names(all)).toEqual(['any'])
})

test('only templates of the phase fit', () => {
  expect(names([{ ...template('solved'), phase: 'resolved' }])).toEqual([])
})

test('among equals the name decides', () => {
  expect(names([template('b'), template('A'), template('c')])).toEqual(['A', 'b', 'c'])
})
