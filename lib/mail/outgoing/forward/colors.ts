/** What an element's text and ground look like: relative luminance from 0 (black) to 1 (WCAG 2.2, "relative luminance"). */
export type Paint = { text: number; ground: number };

/** What a forward shows where a mail says nothing. */
export const PAPER: Paint = { text: 0, ground: 1 };
export const PAPER_STYLE = 'background-color:#ffffff;color:#000000';

/** Text nearer to its ground than this cannot be read (WCAG asks for 4.5; gray small print has about 2.5). */
const LEAST_CONTRAST = 1.5;
const DECLARATION = /(?:^|;)\s*(color|background(?:-color)?)\s*:\s*([^;!]{1,60})/gi;
const NAMES: Record<string, string> = {
  white: 'ffffff',
  snow: 'fffafa',
  ivory: 'fffff0',
  azure: 'f0ffff',
  mintcream: 'f5fffa',
  ghostwhite: 'f8f8ff',
  floralwhite: 'fffaf0',
  whitesmoke: 'f5f5f5',
  honeydew: 'f0fff0',
  seashell: 'fff5ee',
  aliceblue: 'f0f8ff',
  gainsboro: 'dcdcdc',
  silver: 'c0c0c0',
  gray: '808080',
  grey: '808080',
  black: '000000',
  navy: '000080',
  midnightblue: '191970',
  darkblue: '00008b',
  blue: '0000ff',
  red: 'ff0000',
  maroon: '800000',
  darkred: '8b0000',
  green: '008000',
  darkgreen: '006400',
  yellow: 'ffff00',
  lightyellow: 'ffffe0',
  beige: 'f5f5dc',
  purple: '800080',
  indigo: '4b0082',
};

/**
 * The attributes of an element with colors that can be read together, and what they paint. Text as good as invisible
 * on its ground, by design or since a program in dark mode left the ground out, gets a color that stands out.
 */
export function readable(
  attributes: Record<string, string>,
  around: Paint,
): { attributes: Record<string, string>; paint: Paint; colored: boolean } {
  const said = declared(attributes);
  const ground = said.ground ?? around.ground;
  const text = said.text ?? around.text;
  const colored = said.text !== undefined || said.ground !== undefined;
  if (!colored || contrast(text, ground) >= LEAST_CONTRAST) return { attributes, paint: { text, ground }, colored };
  const color = ground > 0.3 ? '#000000' : '#ffffff';
  const { color: _, ...rest } = attributes;
  const style = (attributes.style ?? '').replace(/(^|;)\s*color\s*:[^;]*/gi, '$1');
  return {
    attributes: { ...rest, style: [style, `color:${color}`].filter(Boolean).join(';') },
    paint: { text: ground > 0.3 ? 0 : 1, ground },
    colored,
  };
}

function declared(attributes: Record<string, string>): { text?: number; ground?: number } {
  const found: { text?: number; ground?: number } = {};
  const take = (key: 'text' | 'ground', value: string | undefined) => {
    const seen = value === undefined ? undefined : luminance(value);
    if (seen !== undefined) found[key] = seen;
  };
  take('text', attributes.color);
  take('ground', attributes.bgcolor);
  for (const [, property, value] of (attributes.style ?? '').slice(0, 2_000).matchAll(DECLARATION))
    take(property!.toLowerCase() === 'color' ? 'text' : 'ground', value);
  // Text without a color of its own shows the ground's.
  if (/^(?:transparent|rgba\([^)]{0,40},\s*0(?:\.0+)?\s*\))$/i.test(attributes.color ?? textColor(attributes)))
    found.text = found.ground ?? 1;
  return found;
}

function textColor({ style = '' }: Record<string, string>): string {
  return /(?:^|;)\s*color\s*:\s*([^;!]{1,60})/i.exec(style.slice(0, 2_000))?.[1]?.trim() ?? '';
}

/** Undefined for what is no plain color: a gradient, a picture, a name not in the list. */
function luminance(value: string): number | undefined {
  const color = value.trim().toLowerCase();
  const hex = NAMES[color] ?? /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(color)?.[1];
  const long = hex?.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const channels = long
    ? [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16))
    : /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/.exec(color)?.slice(1).map(Number);
  if (!channels || /^rgba\([^)]*,\s*0(?:\.0+)?\s*\)$/.test(color)) return undefined;
  const [red, green, blue] = channels.map((channel) => {
    const share = Math.min(channel, 255) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
