/** How far the luminances of two colours (`#rrggbb`) are apart (WCAG 2.2): 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** The nearest colour on the way to black or white that can be read on all of these grounds. */
export function legible(colour: string, grounds: readonly string[], least: number): string {
  const isLight = grounds.every((ground) => luminance(ground) > 0.18)
  for (let step = 0; step <= 100; step++) {
    const mixed = mix(colour, isLight ? 0 : 255, step / 100)
    if (grounds.every((ground) => contrast(mixed, ground) >= least)) return mixed
  }
  return isLight ? '#000000' : '#ffffff'
}

function mix(colour: string, end: number, share: number): string {
  const parts = channels(colour).map((value) => Math.round(value + (end - value) * share))
  return `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(colour: string): number[] {
  const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour
  return [1, 3, 5].map((at) => Number.parseInt(digits.slice(at, at + 2), 16))
}
