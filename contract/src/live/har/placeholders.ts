/** Replaces values by others of the same form. The same id becomes the same made-up id throughout. */
export interface Placeholders {
  readonly idFor: (id: string) => string;
  readonly textFor: (text: string) => string;
  readonly numberFor: (value: number) => number;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const moment = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.(\d+))?)?(Z|[+-]\d{2}:\d{2})?)?$/;

export function createPlaceholders(): Placeholders {
  const ids = new Map<string, number>();

  function idFor(id: string): string {
    const key = id.toLowerCase();
    const number = ids.get(key) ?? ids.size + 1;
    ids.set(key, number);
    const made = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    return made;
  }

  return {
    idFor,
    textFor(text) {
      if (guid.test(text)) return idFor(text);
      const time = moment.exec(text);
      if (time !== null) return momentLike(text, time[1]?.length ?? 0, time[2] ?? '');
      if (/^-?\d+$/.test(text)) return '1';
      if (/^-?\d+\.\d+$/.test(text)) return '1.0';
      return text === '' ? '' : 'text';
    },
    numberFor(value) {
      const size = Number.isInteger(value) ? 1 : 0.5;
      return value === 0 ? 0 : Math.sign(value) * size;
    },
  };
}

function momentLike(text: string, decimals: number, offset: string): string {
  if (text.length === 10) return '2000-01-02';
  const time = text.slice(11).startsWith('00:00') ? '00:00' : '03:04';
  const seconds = /T\d{2}:\d{2}:/.test(text) ? ':00' : '';
  const fraction = decimals === 0 ? '' : `.${'5'.repeat(decimals)}`;
  return `2000-01-02T${time}${seconds}${fraction}${offset}`;
}
