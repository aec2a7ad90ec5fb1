const HIDDEN_STYLE =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|max-height\s*:\s*0(?:px)?\s*(?:;|!|$)|text-indent\s*:\s*-\d{4,})/i;
/** White, or so near to it that nobody reads it on white. */
const WHITE =
  /^(?:#fff(?:fff)?|#f[a-f](?:f[a-f]){2}|white|snow|rgba?\(\s*25[0-5]\s*,\s*25[0-5]\s*,\s*25[0-5]\s*(?:,\s*[\d.]+\s*)?\))$/i;
/** Leaves what lies below as it is. */
const NO_GROUND = /^(?:transparent|none|inherit|initial|unset|rgba?\([^)]{0,40},\s*0(?:\.0+)?\s*\))$/i;
const COLOR = /(?:^|;)\s*color\s*:\s*([^;!]+)/i;
const BACKGROUND = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)/i;
const READ = 2_000;

/** What an element's style does to the text in it; null leaves what it inherits. */
export type Style = {
  hidden: boolean;
  whiteText: boolean | null;
  whiteBackground: boolean | null;
  tinted: boolean | null;
};

/** Reads inline style and the presentational attributes of old HTML, as far as they can make text unreadable. */
export function styleOf(name: string, attributes: ReadonlyMap<string, string>): Style {
  const css = (attributes.get('style') ?? '').slice(0, READ);
  const color = COLOR.exec(css)?.[1] ?? attributes.get('color') ?? null;
  const background = BACKGROUND.exec(css)?.[1] ?? attributes.get('bgcolor') ?? null;
  const zeroFont = name === 'font' && attributes.get('size') === '0';
  return {
    hidden: HIDDEN_STYLE.test(css) || attributes.has('hidden') || zeroFont,
    whiteText: color === null ? null : WHITE.test(color.trim()) || color.trim().toLowerCase() === 'transparent',
    whiteBackground: background === null || NO_GROUND.test(background.trim()) ? null : WHITE.test(background.trim()),
    tinted: color === null ? null : isTint(color.trim()),
  };
}

const TINTS =
  /^(?:red|blue|green|lime|purple|orange|fuchsia|magenta|teal|navy|maroon|crimson|(?:dark|medium|light)?(?:red|blue|green|orange|magenta))$/i;
/** How far apart the channels of a color are at least; Outlook's dark blue (#1F497D), which is nobody's mark, has 94. */
const TINT = 100;

function isTint(color: string): boolean {
  const hex = /^#([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(color)?.[1];
  const long = hex?.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const channels = long
    ? [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16))
    : /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/i.exec(color)?.slice(1).map(Number);
  return channels ? Math.max(...channels) - Math.min(...channels) >= TINT : TINTS.test(color);
}
