import { CommandError } from '../exit.ts';

/** An accent that is readable on white paper, and a lighter one of the same hue for a dark screen. */
export interface Accent {
  readonly light: string;
  readonly dark: string;
}

/** The colours of the page behind the accent. */
export const pageColours = { light: '#ffffff', dark: '#0f1419' } as const;

/** WCAG 2 AA for text, because titles and links have this colour. */
const leastContrast = 4.5;

/** The accent if `--accent` is not given. */
export const defaultAccent: Accent = { light: '#0b5a9e', dark: '#6cb2f5' };

type Rgb = readonly [number, number, number];

/**
 * Reads `#0b62b0`. @throws {CommandError} for text that is not such a colour, and for a colour that is hard to read
 * on white.
 */
export function readAccent(text: string): Accent {
  if (!/^#[\da-f]{6}$/i.test(text)) {
    throw new CommandError(`--accent takes a colour such as #0b5a9e; received "${text}".`);
  }
  const colour = toRgb(text);
  const contrast = contrastOf(colour, toRgb(pageColours.light));
  if (contrast < leastContrast) {
    // Rounded down, so that 4.49 does not look sufficient.
    const told = (Math.floor(contrast * 10) / 10).toFixed(1);
    throw new CommandError(
      `--accent ${text} has a contrast of ${told} to white, and text needs ${leastContrast}: choose a darker colour.`,
    );
  }
  return { light: text.toLowerCase(), dark: lighten(colour) };
}

/** Adds as much white as a dark screen needs. */
function lighten(colour: Rgb): string {
  const background = toRgb(pageColours.dark);
  for (let percent = 0; percent < 100; percent += 5) {
    const mixed = mix(colour, percent / 100);
    // More than the minimum, because links are on panels that are lighter than the page.
    if (contrastOf(mixed, background) >= leastContrast + 1.5) return toHex(mixed);
  }
  return '#ffffff';
}

function mix([red, green, blue]: Rgb, white: number): Rgb {
  const channel = (value: number) => Math.round(value + (255 - value) * white);
  return [channel(red), channel(green), channel(blue)];
}

function toRgb(hex: string): Rgb {
  const channel = (start: number) => Number.parseInt(hex.slice(start, start + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

function toHex(colour: Rgb): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Contrast as WCAG 2 defines it: 1 to 21. */
function contrastOf(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminanceOf(one), luminanceOf(other)].sort((first, second) => second - first);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminanceOf(colour: Rgb): number {
  const [red, green, blue] = colour.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
