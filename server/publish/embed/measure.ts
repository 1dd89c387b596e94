/** How wide a text is without a font to ask: in ems of Verdana, which is the widest of those that badges name. */

const WIDTHS: readonly [RegExp, number][] = [
  [/[\p{M}\p{Default_Ignorable_Code_Point}]/u, 0],
  [/[ijl|!.,:;'`]/u, 0.36],
  [/[frtI()[\]/\\\-" ]/u, 0.44],
  [/[mwMW@%—…]/u, 0.98],
  [/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]|\p{Emoji_Presentation}/u, 1.1],
  [/\p{Lu}/u, 0.73],
]
const OTHERS = 0.62

/** In whole pixels, for a font of so many. */
export function widthOf(text: string, size: number): number {
  const ems = [...text].reduce((sum, character) => sum + emsOf(character), 0)
  return Math.ceil(ems * size)
}

function emsOf(character: string): number {
  return WIDTHS.find(([kind]) => kind.test(character))?.[1] ?? OTHERS
}
