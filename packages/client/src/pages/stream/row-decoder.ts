import { ByteWindow } from './byte-window.ts';
import { BodyProblem } from '../../call/response.ts';
import { parseJson } from '../../input/values.ts';
import { byteOf, guessRowEnd, isBlank, StructureScanner } from './structure-scanner.ts';

/** The document is not JSON, or is incomplete. */
export class MalformedProblem extends Error {}

/** How many bytes are parsed at a time. */
export interface BatchSize {
  readonly least: number;
  readonly most: number;
}

/**
 * Large enough to be worth a call to `JSON.parse`, and small enough for V8 to allocate the text in its young
 * generation.
 */
const usualSize: BatchSize = { least: 32 * 1024, most: 64 * 1024 };

/**
 * Parses a document with a list of rows as it arrives. Each call to `JSON.parse` gets all whole rows that are
 * available.
 *
 * The end of the last whole row is guessed, and parsing verifies the guess: if bytes that start with a row parse as a
 * list of values, they are that list, because JSON is unambiguous. After a wrong guess the structure is scanned byte
 * by byte.
 */
export class RowDecoder {
  /** Set to true when no more bytes follow. */
  isEnded = false;
  readonly #rowKeys: ReadonlySet<string>;
  readonly #window: ByteWindow;
  #scanner = new StructureScanner();
  #state: 'head' | 'rows' | 'tail' = 'head';
  #head = '';
  #isGuessing = true;
  /** Whether a row has to follow, because the last byte taken was a comma. */
  #isOpen = false;
  readonly #batchSize: BatchSize;
  #wanted: number;

  /**
   * @param rowKeys The names of the list of rows, in lower case.
   * @param window An empty window.
   */
  constructor(rowKeys: ReadonlySet<string>, batchSize = usualSize, window = new ByteWindow()) {
    this.#rowKeys = rowKeys;
    this.#window = window;
    this.#batchSize = batchSize;
    this.#wanted = batchSize.least;
  }

  /** The bytes up to the end of the last row that was read. */
  get decodedBytes(): Uint8Array {
    return this.#window.takenBytes;
  }

  /** Whether the list of rows has begun. */
  findRows(): boolean {
    if (this.#state === 'head') this.#readHead();
    return this.#state !== 'head';
  }

  add(bytes: Uint8Array): void {
    this.#window.add(bytes);
  }

  /**
   * The next rows, unchecked; `undefined` when more bytes are needed, or after the last row.
   * @throws {MalformedProblem | BodyProblem}
   */
  read(): unknown[] | undefined {
    return this.findRows() && this.#state === 'rows' ? this.#readRows() : undefined;
  }

  /** The document up to the list of rows, with that list empty. */
  parseHead(): unknown {
    return parse(`${this.#head}]}`);
  }

  /**
   * The whole document, with the list of rows empty. Call it after the last row. `behindRows` holds only the part
   * after the rows: in a joint parse, a second list of the same name would replace the first.
   */
  parseEnvelope(): { readonly body: unknown; readonly behindRows: unknown } {
    const tail = decode(this.#window.bytes);
    return { body: parse(`${this.#head}]${tail}`), behindRows: parse(`{"":0${tail}`) };
  }

  #readHead(): void {
    const { bytes } = this.#window;
    const scanner = this.#scanner;
    for (let byte = scanner.next(bytes); byte !== undefined; byte = scanner.next(bytes)) {
      const isList = byte === byteOf.openBracket && scanner.depth === 2;
      if (!isList || !this.#isNamedRows(bytes.subarray(scanner.stringStart, scanner.at - 1))) continue;
      // The decoder strips one byte order mark. A transport may have added another, which `parse` strips.
      this.#head = decode(bytes.subarray(0, scanner.at), headDecoder);
      this.#take(scanner.at);
      this.#state = 'rows';
      return;
    }
  }

  /** Whether the bytes are exactly a row-list key and a colon. */
  #isNamedRows(bytes: Uint8Array): boolean {
    const key = parseKey(bytes);
    return key !== undefined && this.#rowKeys.has(key.toLowerCase());
  }

  #readRows(): unknown[] | undefined {
    const { length, bytes } = this.#window;
    if (!this.isEnded && length < this.#wanted) return undefined;
    return this.#guess(bytes.subarray(0, this.#batchSize.most)) ?? this.#scan(bytes);
  }

  #guess(bytes: Uint8Array): unknown[] | undefined {
    const end = this.#isGuessing ? guessRowEnd(bytes) : -1;
    if (end === -1) return undefined;
    const rows = this.#parseList(end);
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
      if (this.isEnded) throw new MalformedProblem();
      this.#wanted = bytes.length * 2;
      return undefined;
    }
    const rows = this.#parseRows(end, false);
    this.#take(end + 1);
    this.#isOpen = true;
    return rows;
  }

  #parseRows(end: number, mayBeEmpty: boolean): unknown[] {
    const rows = this.#parseList(end);
    if (!Array.isArray(rows) || (rows.length === 0 && !mayBeEmpty)) throw new MalformedProblem();
    return rows;
  }

  /** `undefined` unless the bytes up to `end` are values, separated by commas. */
  #parseList(end: number): unknown {
    return this.#window.readInBrackets(end, (list) => parseJson(decode(list)));
  }

  #take(count: number): void {
    this.#window.take(count);
    this.#scanner = new StructureScanner();
    this.#wanted = this.#batchSize.least;
  }
}

/** Decodes whole rows at once: a streaming decoder takes three times as long. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const headDecoder = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array, by = decoder): string {
  try {
    return by.decode(bytes);
  } catch {
    throw new BodyProblem('UTF-8 text', 'other bytes');
  }
}

function parse(text: string): unknown {
  const value = parseJson(text);
  if (value === undefined) throw new MalformedProblem();
  return value;
}

/** The name in `"name" :`, or `undefined` when the bytes are anything else. */
function parseKey(bytes: Uint8Array): string | undefined {
  let end = bytes.length - 1;
  while (isBlank(bytes[end])) end -= 1;
  if (bytes[end] !== byteOf.colon) return undefined;
  const key = parseJson(decode(bytes.subarray(0, end)));
  return typeof key === 'string' ? key : undefined;
}
