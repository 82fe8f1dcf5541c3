import { ByteWindow } from './byte-window.ts';
import { withoutByteOrderMark } from '../../decode/parse-json.ts';
import { byteOf, guessRowEnd, isBlank } from './row-boundary.ts';
import { StructureScanner } from './structure-scanner.ts';

/** The document is no JSON, or breaks off. */
export class MalformedProblem extends Error {
  override readonly name = 'MalformedProblem';
}

/** The bytes are no UTF-8. */
export class EncodingProblem extends Error {
  override readonly name = 'EncodingProblem';
}

/** How many bytes make a batch. */
export interface BatchSize {
  readonly least: number;
  readonly most: number;
}

/** Enough to be worth a call of `JSON.parse`; little enough for V8 to keep the text where it keeps what is soon forgotten. */
const usualSize: BatchSize = { least: 32 * 1024, most: 64 * 1024 };

/**
 * Parses a document that holds a list of rows while it is still coming in: `JSON.parse` gets as many whole rows at a time
 * as have come.
 *
 * Where a row ends is guessed from the end of what has come, and the guess proven by parsing: a JSON document can be read
 * in one way only, so that what parses from the start of a row as a list of values is that list. Where a guess fails,
 * the structure is read byte by byte.
 */
export class RowDecoder {
  readonly #rowKeys: ReadonlySet<string>;
  readonly #window: ByteWindow;
  #scanner = new StructureScanner();
  #state: 'head' | 'rows' | 'tail' = 'head';
  #head = '';
  #isEnded = false;
  #isGuessing = true;
  /** Whether a row has to follow: a comma came last. */
  #isOpen = false;
  readonly #batchSize: BatchSize;
  #wanted: number;

  /** `rowKeys`: the names of the list of rows, in lower case. `window`: an empty one. */
  constructor(rowKeys: ReadonlySet<string>, batchSize = usualSize, window = new ByteWindow()) {
    this.#rowKeys = rowKeys;
    this.#window = window;
    this.#batchSize = batchSize;
    this.#wanted = batchSize.least;
  }

  /** The bytes that were decoded, up to the end of the last row that was read. */
  get decodedBytes(): Uint8Array {
    return this.#window.takenBytes;
  }

  /** Whether the list of rows has ended. */
  get hasAllRows(): boolean {
    return this.#state === 'tail';
  }

  /** Whether there are no more bytes. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Whether the list of rows has begun. */
  findRows(): boolean {
    if (this.#state === 'head') this.#readHead();
    return this.#state !== 'head';
  }

  add(bytes: Uint8Array): void {
    this.#window.add(bytes);
  }

  /** There are no more bytes. */
  end(): void {
    this.#isEnded = true;
  }

  /**
   * The next rows, as they stand; nothing when more bytes are needed, or after the last.
   * @throws {MalformedProblem | EncodingProblem}
   */
  read(): unknown[] | undefined {
    return this.findRows() && this.#state === 'rows' ? this.#readRows() : undefined;
  }

  /** The document up to the list of rows, which is empty in it: what is known before the first row is read. */
  parseHead(): unknown {
    return parse(`${this.#head}]}`);
  }

  /** The document with an empty list of rows, after the last row was read. */
  parseEnvelope(): { readonly body: unknown; readonly behindRows: unknown } {
    const tail = decode(this.#window.bytes);
    // What stands behind the rows by itself: a second list of the same name would take the place of the first.
    return { body: parse(`${this.#head}]${tail}`), behindRows: parse(`{"":0${tail}`) };
  }

  #readHead(): void {
    const { bytes } = this.#window;
    const scanner = this.#scanner;
    for (let byte = scanner.next(bytes); byte !== undefined; byte = scanner.next(bytes)) {
      const isList = byte === byteOf.openBracket && scanner.depth === 2;
      if (!isList || !this.#isNamedRows(bytes.subarray(scanner.textStart, scanner.at - 1))) continue;
      // The mark is stripped by the decoder; a transport may have put another one before it.
      this.#head = withoutByteOrderMark(decode(bytes.subarray(0, scanner.at), headDecoder));
      this.#take(scanner.at);
      this.#state = 'rows';
      return;
    }
  }

  /** Whether bytes from the start of the last text to a list hold nothing but a name of the list of rows. */
  #isNamedRows(bytes: Uint8Array): boolean {
    const key = parseKey(bytes);
    return key !== undefined && this.#rowKeys.has(key.toLowerCase());
  }

  #readRows(): unknown[] | undefined {
    const { length, bytes } = this.#window;
    if (!this.#isEnded && length < this.#wanted) return undefined;
    return this.#guess(bytes.subarray(0, this.#batchSize.most)) ?? this.#scan(bytes);
  }

  #guess(bytes: Uint8Array): unknown[] | undefined {
    const end = this.#isGuessing ? guessRowEnd(bytes) : -1;
    if (end === -1) return undefined;
    const rows = this.#window.readBetween(byteOf.openBracket, end, byteOf.closeBracket, (list) =>
      tryToParse(decode(list)),
    );
    if (!Array.isArray(rows)) {
      this.#isGuessing = false;
      return undefined;
    }
    this.#take(bytes.indexOf(byteOf.comma, end) + 1);
    this.#isOpen = true;
    return rows;
  }

  #scan(bytes: Uint8Array): unknown[] | undefined {
    const scanner = this.#scanner;
    let end = -1;
    for (let byte = scanner.next(bytes); byte !== undefined; byte = scanner.next(bytes)) {
      if (scanner.depth < 0) {
        if (byte !== byteOf.closeBracket) throw new MalformedProblem();
        const rows = this.#parseRows(scanner.at - 1, !this.#isOpen);
        this.#take(scanner.at);
        this.#state = 'tail';
        return rows;
      }
      if (byte === byteOf.comma && scanner.depth === 0) end = scanner.at - 1;
      if (end >= this.#batchSize.most) break;
    }
    if (end === -1) {
      if (this.#isEnded) throw new MalformedProblem();
      this.#wanted = bytes.length * 2;
      return undefined;
    }
    const rows = this.#parseRows(end, false);
    this.#take(end + 1);
    this.#isOpen = true;
    return rows;
  }

  #parseRows(end: number, mayBeEmpty: boolean): unknown[] {
    const rows = this.#window.readBetween(byteOf.openBracket, end, byteOf.closeBracket, (list) =>
      parse(decode(list)),
    );
    if (!Array.isArray(rows) || (rows.length === 0 && !mayBeEmpty)) throw new MalformedProblem();
    return rows;
  }

  #take(count: number): void {
    this.#window.take(count);
    this.#scanner = new StructureScanner();
    this.#wanted = this.#batchSize.least;
  }
}

/** Decodes whole characters, in one go: piece by piece takes three times as long. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const headDecoder = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array, by = decoder): string {
  try {
    return by.decode(bytes);
  } catch {
    throw new EncodingProblem();
  }
}

function tryToParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedProblem();
  }
}

/** The name in `"name" :`, if that is all. */
function parseKey(bytes: Uint8Array): string | undefined {
  let end = bytes.length - 1;
  while (isBlank(bytes[end])) end -= 1;
  if (bytes[end] !== byteOf.colon) return undefined;
  const key = tryToParse(decode(bytes.subarray(0, end)));
  return typeof key === 'string' ? key : undefined;
}
